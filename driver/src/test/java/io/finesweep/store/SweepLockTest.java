package io.finesweep.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may run a sweep. */
class SweepLockTest {

  private static final long NOW = Sample.NOW.toEpochMilli();

  @TempDir private Path folder;

  @Test
  void keepsASecondDriverAwayByALockThatLiesElsewhere() throws IOException {
    Path locks = Files.createDirectory(folder.resolve("locks"));
    SweepFolder sweep =
        Sample.folder(folder.resolve("digits")).lockedIn(locks.toString(), new Configuration());
    try (JournalStore first = JournalStore.open(sweep, Sample.CONF, Sample.timing())) {
      assertThat(first.incarnation()).isEqualTo(1);
      assertThat(sweep.list("")).doesNotContain("_lock");
      assertThatThrownBy(() -> JournalStore.open(sweep, Sample.CONF, Sample.timing()))
          .isInstanceOf(SweepRefused.class)
          .hasMessageContaining(folder.resolve("digits").toString());
    }
    JournalStore.open(sweep, Sample.CONF, Sample.timing()).close();
  }

  private JournalStore open() {
    return JournalStore.open(Sample.folder(folder), Sample.CONF, Sample.timing());
  }

  private void lockedBy(Driver driver, Duration silent) {
    SweepLock.Held held = new SweepLock.Held(driver, NOW - 100_000, NOW - silent.toMillis());
    Sample.folder(folder).publish("_lock", EventJson.write(held));
  }

  private static Driver elsewhere() {
    return new Driver("ada", "node-7", "another", new Driver.Life(17, NOW, "n"));
  }

  private static Driver beside(long pid, long started) {
    Driver here = Driver.here();
    return new Driver("ada", here.host(), here.machine(), new Driver.Life(pid, started, "n"));
  }

  @Test
  void refusesASecondDriverAndNamesTheFirst() {
    try (JournalStore first = open()) {
      assertThatThrownBy(this::open)
          .isInstanceOf(SweepRefused.class)
          .hasMessageContaining("already being run: by " + Driver.here())
          .hasMessageContaining("\nMaybe wait for it to end");
      assertThat(first.incarnation()).isEqualTo(1);
    }
    open().close();
  }

  @Test
  void refusesWhileADriverElsewhereShowsThatItIsThere() {
    lockedBy(elsewhere(), Duration.ofSeconds(59));
    assertThatThrownBy(this::open)
        .isInstanceOf(SweepRefused.class)
        .hasMessageContaining("by ada@node-7, process 17")
        .hasMessageContaining("last heard of 59 s ago");
  }

  @Test
  void takesOverFromADriverElsewhereThatIsSilent() {
    lockedBy(elsewhere(), Duration.ofSeconds(61));
    try (JournalStore store = open()) {
      assertThat(folder.resolve("_lock")).content().contains(Driver.here().process().nonce());
      assertThat(store.incarnation()).isEqualTo(1);
    }
    assertThat(folder.resolve("_lock")).doesNotExist();
  }

  @Test
  void takesOverAtOnceFromADeadProcessOfThisMachine() throws Exception {
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();
    lockedBy(beside(dead.pid(), 0), Duration.ZERO);
    open().close();
  }

  @Test
  void takesOverFromAnEarlierProcessWhoseNumberIsInUseAgain() {
    ProcessHandle parent = ProcessHandle.current().parent().orElseThrow();
    long started = parent.info().startInstant().orElseThrow().toEpochMilli();
    lockedBy(beside(parent.pid(), started - 3_600_000), Duration.ZERO);
    open().close();
    lockedBy(beside(ProcessHandle.current().pid(), started), Duration.ZERO);
    open().close();
  }

  @Test
  void waitsForALivingProcessOfThisMachineHoweverSilentItIs() {
    ProcessHandle parent = ProcessHandle.current().parent().orElseThrow();
    long started = parent.info().startInstant().orElseThrow().toEpochMilli();
    lockedBy(beside(parent.pid(), started), Duration.ofHours(1));
    assertThatThrownBy(this::open).isInstanceOf(SweepRefused.class);
  }

  @Test
  void givesAHalfWrittenLockItsTime() throws IOException {
    Path lock = Files.writeString(folder.resolve("_lock"), "{\"driv");
    Files.setLastModifiedTime(lock, FileTime.fromMillis(NOW - 30_000));
    assertThatThrownBy(this::open)
        .isInstanceOf(SweepRefused.class)
        .hasMessageContaining("just being taken");
    Files.setLastModifiedTime(lock, FileTime.fromMillis(NOW - 61_000));
    open().close();
  }

  @Test
  void leavesTheLockOfItsSuccessorAlone() {
    try (JournalStore old = open()) {
      assertThat(old.incarnation()).isEqualTo(1);
      lockedBy(elsewhere(), Duration.ZERO);
    }
    assertThat(folder.resolve("_lock")).content().contains("node-7");
  }

  @Test
  void beatsOnlyWhileTheLockIsItsOwn() throws IOException {
    SweepLock lock = SweepLock.take(Sample.folder(folder), Sample.timing());
    lock.beat();
    assertThat(folder.resolve("_lock")).content().contains(Driver.here().process().nonce());
    lockedBy(elsewhere(), Duration.ZERO);
    lock.beat();
    assertThat(folder.resolve("_lock")).content(StandardCharsets.UTF_8).contains("node-7");
  }

  @Test
  void knowsWhichFileSystemsExclude() {
    assertThat(LockStrength.of(null)).isEqualTo(LockStrength.EXCLUSIVE);
    assertThat(LockStrength.of("hdfs")).isEqualTo(LockStrength.EXCLUSIVE);
    assertThat(LockStrength.of("s3a")).isEqualTo(LockStrength.ADVISORY);
  }

  @Test
  void findsTheSweepsOfAStore() throws IOException {
    for (String name : new String[] {"b", "a"}) {
      JournalStore.open(
              SweepFolder.of(folder.toString(), name, Sample.hadoop()),
              Sample.CONF,
              Sample.timing())
          .close();
    }
    Files.createDirectories(folder.resolve("_features"));
    Files.createDirectories(folder.resolve("not-a-sweep"));
    assertThat(Stores.list(folder.toString(), Sample.hadoop()))
        .extracting(SweepFolder::name)
        .containsExactly("a", "b");
    assertThat(Stores.list(folder.resolve("none").toString(), Sample.hadoop())).isEmpty();
  }
}
