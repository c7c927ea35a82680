package io.finesweep.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.finesweep.history.Event;
import io.finesweep.history.Recorded;
import io.finesweep.sweep.StoreUnavailable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The journal of a sweep on the local file system. */
class JournalStoreTest {

  @TempDir private Path temporary;

  private Path sweep() {
    return temporary.resolve("digits");
  }

  private JournalStore open() {
    return JournalStore.open(Sample.folder(sweep()), Sample.CONF, Sample.timing());
  }

  private List<Recorded> read() {
    return list(Journal.of(Sample.folder(sweep())).events());
  }

  private Optional<Recorded> last() {
    return Journal.of(Sample.folder(sweep())).last();
  }

  private static List<Recorded> list(Iterable<Recorded> events) {
    return java.util.stream.StreamSupport.stream(events.spliterator(), false).toList();
  }

  private void write(List<Recorded> events) {
    try (JournalStore store = open()) {
      events.forEach(store::append);
      store.acknowledge();
    }
  }

  private Path segment(String name) {
    return sweep().resolve("_journal").resolve(name);
  }

  @Test
  void givesBackWhatWasAcknowledged() {
    List<Recorded> events = Sample.sweep(4);
    write(events);
    assertThat(read()).isEqualTo(events);
    try (JournalStore store = open()) {
      assertThat(list(store.events())).isEqualTo(events);
    }
  }

  @Test
  void keepsNothingThatWasNotAcknowledged() {
    try (JournalStore store = open()) {
      Sample.sweep(1).forEach(store::append);
    }
    assertThat(read()).isEmpty();
  }

  @Test
  void theLastEventIsTheLastThatCounts() throws IOException {
    assertThat(last()).isEmpty();
    List<Recorded> events = Sample.sweep(2);
    write(events.subList(0, 5));
    assertThat(last()).contains(events.get(4));
    open().close(); // a driver that wrote nothing
    Files.writeString(
        segment("000002-000000.jsonl"), "0badcafe {\"numb", StandardOpenOption.APPEND);
    assertThat(last()).contains(events.get(4));
    write(events.subList(5, events.size()));
    assertThat(last()).contains(events.get(events.size() - 1));
  }

  @Test
  void raisesTheIncarnationWithEachDriver() {
    for (int incarnation = 1; incarnation <= 3; incarnation++) {
      try (JournalStore store = open()) {
        assertThat(store.incarnation()).isEqualTo(incarnation);
      }
    }
  }

  @Test
  void writesNoFilesBesideItsOwn() throws IOException {
    write(Sample.sweep(1));
    try (var files = Files.walk(sweep())) {
      assertThat(files.map(file -> sweep().relativize(file).toString()))
          .containsExactlyInAnyOrder(
              "", "sweep.conf", "_keys.json", "_journal", "_journal/000001-000000.jsonl");
    }
  }

  @Test
  void dropsAnEventThatWasNotWrittenToItsEnd() throws IOException {
    List<Recorded> events = Sample.sweep(2);
    write(events);
    Path file = segment("000001-000000.jsonl");
    byte[] content = Files.readAllBytes(file);
    int lastLine = content.length - Files.readAllLines(file).get(events.size()).length() - 1;
    for (int cut = lastLine; cut < content.length; cut += 7) {
      Files.write(file, java.util.Arrays.copyOf(content, cut));
      assertThat(read()).isEqualTo(events.subList(0, events.size() - 1));
    }
  }

  @Test
  void dropsAnEventThatThePowerFailureTurnedToZeros() throws IOException {
    List<Recorded> events = Sample.sweep(1);
    write(events);
    Files.write(segment("000001-000000.jsonl"), new byte[500], StandardOpenOption.APPEND);
    assertThat(read()).isEqualTo(events);
  }

  @Test
  void carriesOnBehindATornEvent() throws IOException {
    List<Recorded> events = Sample.sweep(2);
    write(events.subList(0, 5));
    Files.writeString(
        segment("000001-000000.jsonl"), "0badcafe {\"numb", StandardOpenOption.APPEND);
    write(events.subList(5, events.size()));
    assertThat(read()).isEqualTo(events);
  }

  @Test
  void doesNotReadWhatAnOldDriverWritesAfterItWasTakenOver() throws IOException {
    List<Recorded> events = Sample.sweep(2);
    write(events.subList(0, 5));
    write(events.subList(5, 6));
    byte[] late = JournalLine.of(EventJson.write(events.get(5)));
    Files.write(segment("000001-000000.jsonl"), late, StandardOpenOption.APPEND);
    assertThat(read()).isEqualTo(events.subList(0, 6));
  }

  @Test
  void stopsADriverThatSeesAHigherIncarnation() {
    JournalStore old = open();
    old.append(Sample.sweep(1).get(0));
    old.acknowledge();
    assertThat(sweep().resolve("_lock").toFile().delete()).isTrue();
    try (JournalStore next = open()) {
      assertThat(list(next.events())).hasSize(1);
      old.append(Sample.sweep(1).get(1));
      assertThatThrownBy(old::acknowledge)
          .isInstanceOf(StoreUnavailable.class)
          .hasMessageContaining("was taken over by");
    }
    assertThat(read()).hasSize(1);
  }

  @Test
  void namesFileAndLineOfAFlippedBit() throws IOException {
    write(Sample.sweep(2));
    Path file = segment("000001-000000.jsonl");
    byte[] content = Files.readAllBytes(file);
    int middle = new String(content, StandardCharsets.UTF_8).indexOf("\"number\":3");
    content[middle + 9] ^= 1;
    Files.write(file, content);
    assertThatThrownBy(this::open)
        .isInstanceOf(DamagedStore.class)
        .hasMessageContaining(file + ", line 4: the checksum does not fit")
        .hasMessageContaining("\nMaybe restore 000001-000000.jsonl");
    assertThat(sweep().resolve("_lock")).doesNotExist();
  }

  @Test
  void doesNotTakeAChangedLastEventForATornOne() throws IOException {
    write(Sample.sweep(1));
    Path file = segment("000001-000000.jsonl");
    byte[] content = Files.readAllBytes(file);
    content[content.length - 5] ^= 4;
    Files.write(file, content);
    assertThatThrownBy(this::read).isInstanceOf(DamagedStore.class);
  }

  @Test
  void namesAMissingSegmentAndTheWayOutWorks() throws IOException {
    List<Recorded> events = Sample.sweep(2);
    write(events.subList(0, 5));
    write(events.subList(5, 8));
    write(events.subList(8, 10));
    Files.delete(segment("000002-000000.jsonl"));
    assertThatThrownBy(this::read)
        .isInstanceOf(DamagedStore.class)
        .hasMessageContaining("000002-000000.jsonl is missing");
    Files.delete(segment("000003-000000.jsonl"));
    assertThat(read()).isEqualTo(events.subList(0, 5));
    write(events.subList(5, 10));
    assertThat(read()).isEqualTo(events.subList(0, 10));
  }

  @Test
  void saysWhereASegmentBecameShorter() throws IOException {
    List<Recorded> events = Sample.sweep(2);
    write(events.subList(0, 5));
    write(events.subList(5, 8));
    Path file = segment("000001-000000.jsonl");
    byte[] content = Files.readAllBytes(file);
    int end = content.length - Files.readAllLines(file).get(5).length() - 1;
    Files.write(file, java.util.Arrays.copyOf(content, end));
    assertThatThrownBy(this::read)
        .isInstanceOf(DamagedStore.class)
        .hasMessageContaining(end + " bytes where " + content.length + " were written");
  }

  @Test
  void leavesAnEventOfANewerVersionToThatVersion() throws IOException {
    write(Sample.sweep(1));
    byte[] line =
        JournalLine.of(
            "{\"number\":9,\"at\":1,\"elapsed\":1,\"event\":{\"merged\":{}}}"
                .getBytes(StandardCharsets.UTF_8));
    Files.write(segment("000001-000000.jsonl"), line, StandardOpenOption.APPEND);
    assertThatThrownBy(this::read)
        .isInstanceOf(DamagedStore.class)
        .hasMessageContaining("Maybe a newer version of Finesweep wrote it");
  }

  @Test
  void ofASectionThatWasEmptyNamesOnlyWhatCameIn() {
    SweepConf before = new SweepConf("", new TreeMap<>(Map.of("a", "{}", "b", "{}", "c.d", "1")));
    JournalStore.open(Sample.folder(sweep()), before, Sample.timing()).close();
    SweepConf now = new SweepConf("", new TreeMap<>(Map.of("a.seed", "3", "c", "{}")));
    assertThatThrownBy(() -> JournalStore.open(Sample.folder(sweep()), now, Sample.timing()))
        .isInstanceOf(SweepRefused.class)
        .hasMessageContaining(
            ":\n  a.seed: not set then, 3 now\n  b: {} then, not set now\n  c.d: 1 then, not set"
                + " now\nMaybe");
  }

  @Test
  void refusesChangedSettingsAndListsThem() {
    write(Sample.sweep(1));
    TreeMap<String, String> keys = new TreeMap<>(Sample.CONF.keys());
    keys.put("data.path", "other.parquet");
    SweepConf other = new SweepConf("sweep { name = digits } data", keys);
    assertThatThrownBy(() -> JournalStore.open(Sample.folder(sweep()), other, Sample.timing()))
        .isInstanceOf(SweepRefused.class)
        .hasMessageContaining("data.path: not set then, other.parquet now")
        .hasMessageContaining("\nMaybe set them back");
    assertThat(sweep().resolve("_lock")).doesNotExist();
  }

  @Test
  void takesALargerBudgetAndAnotherCluster() throws IOException {
    write(Sample.sweep(1));
    TreeMap<String, String> keys = new TreeMap<>(Sample.CONF.keys());
    keys.put("sweep.budget.trials", "128");
    keys.put("cluster.master", "yarn");
    SweepConf more = new SweepConf("sweep { budget.trials = 128 }", keys);
    JournalStore.open(Sample.folder(sweep()), more, Sample.timing()).close();
    assertThat(sweep().resolve("sweep.conf")).hasContent(more.text());
  }

  @Test
  void writesEveryKindOfEventAndReadsItBack() {
    List<Recorded> events = EventKinds.all();
    write(events);
    assertThat(read()).isEqualTo(events);
    assertThat(events.stream().map(one -> (Object) one.event().getClass()).distinct())
        .containsExactlyInAnyOrder((Object[]) Event.class.getPermittedSubclasses());
  }
}
