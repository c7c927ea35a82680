package io.finesweep.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.finesweep.history.Recorded;
import io.finesweep.sweep.StoreUnavailable;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store that is slow, away, full or not ours to write. */
class StorageTroubleTest {

  @TempDir private Path folder;

  private final List<Duration> pauses = new ArrayList<>();
  private final StoreTiming timing =
      new StoreTiming(
          InstantSource.fixed(Sample.NOW),
          pauses::add,
          Duration.ofSeconds(10),
          Duration.ofSeconds(60));

  private FaultyStorage storage() {
    return new FaultyStorage(new LocalStorage(folder));
  }

  private JournalStore open(Storage storage) {
    return JournalStore.open(
        new SweepFolder(folder.toUri().toString(), storage), Sample.CONF, timing);
  }

  private List<Recorded> read() {
    return StreamSupport.stream(Journal.of(Sample.folder(folder)).events().spliterator(), false)
        .toList();
  }

  @Test
  void writesAgainWithGrowingPausesUntilTheStoreIsBack() {
    FaultyStorage storage = storage();
    List<Recorded> events = Sample.sweep(2);
    try (JournalStore store = open(storage)) {
      events.subList(0, 4).forEach(store::append);
      store.acknowledge();
      storage.failing(3, new IOException("no route to host"));
      events.subList(4, 8).forEach(store::append);
      store.acknowledge();
      events.subList(8, events.size()).forEach(store::append);
      store.acknowledge();
    }
    assertThat(read()).isEqualTo(events);
    assertThat(pauses)
        .containsExactly(Duration.ofMillis(100), Duration.ofMillis(200), Duration.ofMillis(400));
  }

  @Test
  void stopsWhenTheStoreStaysAwayAndKeepsWhatWasAcknowledged() {
    FaultyStorage storage = storage();
    List<Recorded> events = Sample.sweep(2);
    try (JournalStore store = open(storage)) {
      events.subList(0, 4).forEach(store::append);
      store.acknowledge();
      storage.failing(Integer.MAX_VALUE, new IOException("no route to host"));
      store.append(events.get(4));
      assertThatThrownBy(store::acknowledge)
          .isInstanceOf(StoreUnavailable.class)
          .hasMessageContaining("no route to host")
          .hasMessageContaining("run the same command again");
    }
    assertThat(pauses.stream().reduce(Duration.ZERO, Duration::plus))
        .isLessThanOrEqualTo(Duration.ofSeconds(10));
    assertThat(read()).isEqualTo(events.subList(0, 4));
    try (JournalStore store = open(storage())) {
      events.subList(4, events.size()).forEach(store::append);
      store.acknowledge();
    }
    assertThat(read()).isEqualTo(events);
  }

  @Test
  void saysAtOnceThatAStoreIsReadOnly() {
    for (IOException refusal :
        List.of(
            new AccessDeniedException(folder.toString()),
            new IOException(folder + ": Read-only file system"))) {
      assertThatThrownBy(() -> open(storage().failing(1, refusal)))
          .isInstanceOf(StoreUnavailable.class)
          .hasMessageContaining("does not let '" + System.getProperty("user.name") + "' write")
          .hasMessageContaining(folder.toString())
          .hasMessageContaining("\nMaybe the folder belongs to somebody else");
    }
    assertThat(pauses).isEmpty();
  }

  @Test
  void stopsWhenTheDiskIsFullSaysSoAndCarriesOnWhenThereIsRoom() {
    FaultyStorage storage = storage();
    List<Recorded> events = Sample.sweep(2);
    try (JournalStore store = open(storage)) {
      events.subList(0, 4).forEach(store::append);
      store.acknowledge();
      storage.failing(Integer.MAX_VALUE, new IOException("No space left on device"));
      store.append(events.get(4));
      assertThatThrownBy(store::acknowledge)
          .isInstanceOf(StoreUnavailable.class)
          .hasMessageContaining(folder.toString())
          .hasMessageContaining("No space left on device")
          .hasMessageContaining("\nMaybe");
    }
    try (JournalStore store = open(storage())) {
      assertThat(store.events()).containsExactlyElementsOf(events.subList(0, 4));
      events.subList(4, events.size()).forEach(store::append);
      store.acknowledge();
    }
    assertThat(read()).isEqualTo(events);
  }

  @Test
  void namesTheFileThatStandsWhereTheStoreShould() throws IOException {
    Path file = Files.writeString(folder.resolve("sweeps"), "not a folder");
    assertThatThrownBy(
            () -> JournalStore.open(Sample.folder(file.resolve("digits")), Sample.CONF, timing))
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageContaining(file.resolve("digits").toString());
  }

  @Test
  void acknowledgesWithAWholeSegmentWhereNothingSyncs() {
    List<Recorded> events = Sample.sweep(2);
    try (JournalStore store = open(storage().withoutSync())) {
      for (Recorded event : events) {
        store.append(event);
        store.acknowledge();
      }
      assertThat(read()).isEqualTo(events);
      store.acknowledge();
    }
    try (JournalStore store = open(storage().withoutSync())) {
      assertThat(store.incarnation()).isEqualTo(2);
      assertThat(store.events()).containsExactlyElementsOf(events);
    }
    assertThat(Sample.folder(folder).list("_journal")).hasSize(2);
  }

  @Test
  void beginsAnotherSegmentWhereNothingSyncsAndOneIsFullOrFails() {
    List<Recorded> events = Sample.sweep(400);
    FaultyStorage storage = storage().withoutSync();
    try (JournalStore store = open(storage)) {
      for (Recorded event : events) {
        if (event.number() == 5) {
          storage.failing(1, new IOException("no route to host"));
        }
        store.append(event);
        if (event.number() == 5 || event.number() % 100 == 0) {
          store.acknowledge();
        }
      }
      store.acknowledge();
      assertThat(read()).isEqualTo(events);
    }
    assertThat(Sample.folder(folder).list("_journal")).hasSizeBetween(3, 20);
  }
}
