package io.finesweep.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.finesweep.history.Recorded;
import io.finesweep.sweep.StoreUnavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store on HDFS. */
class HdfsStoreIT {

  @TempDir static Path temporary;

  private static MiniHdfsProcess hdfs;

  @BeforeAll
  static void startHdfs() throws IOException {
    hdfs = MiniHdfsProcess.start(temporary.resolve("hdfs"));
  }

  @AfterAll
  static void stopHdfs() {
    hdfs.close();
  }

  private static SweepFolder folder(String name) {
    return SweepFolder.of(hdfs.uri() + "/sweeps", name, new Configuration());
  }

  private static JournalStore open(String name) {
    return JournalStore.open(folder(name), Sample.CONF, Sample.timing());
  }

  private static List<Recorded> read(String name) {
    return StreamSupport.stream(Journal.of(folder(name)).events().spliterator(), false).toList();
  }

  @Test
  void showsAcknowledgedEventsToReadersAndToTheNextDriver() {
    List<Recorded> events = Sample.sweep(3);
    try (JournalStore store = open("read")) {
      events.subList(0, 7).forEach(store::append);
      store.acknowledge();
      assertThat(read("read")).isEqualTo(events.subList(0, 7));
    }
    try (JournalStore store = open("read")) {
      assertThat(store.incarnation()).isEqualTo(2);
      events.subList(7, events.size()).forEach(store::append);
      store.acknowledge();
    }
    assertThat(read("read")).isEqualTo(events);
  }

  @Test
  void losesNoAcknowledgedEventOfAKilledDriver() throws Exception {
    Path errors = temporary.resolve("errors.txt");
    for (int kill = 1; kill <= 3; kill++) {
      long acknowledged = 0;
      try (Child child = Child.on(folder("killed").uri(), errors)) {
        assertThat(child.line()).as(Files.readString(errors)).isEqualTo(String.valueOf(kill));
        for (int lines = 0; lines < 20 * kill; lines++) {
          acknowledged = Long.parseLong(child.line());
        }
        assertThatThrownBy(() -> open("killed"))
            .isInstanceOf(SweepRefused.class)
            .hasMessageContaining("process " + child.pid());
        for (String line : child.kill()) {
          acknowledged = Math.max(acknowledged, Long.parseLong(line));
        }
      }
      List<Recorded> events = read("killed");
      assertThat(events).hasSizeGreaterThanOrEqualTo((int) acknowledged);
      assertThat(events).allMatch(event -> event.equals(Child.event(event.number())));
    }
  }

  @Test
  void stopsADriverThatWasTakenOverAndReadsNothingItWritesLater() {
    List<Recorded> events = Sample.sweep(2);
    JournalStore old = open("fenced");
    events.subList(0, 3).forEach(old::append);
    old.acknowledge();
    folder("fenced").delete(SweepFolder.LOCK);
    try (JournalStore next = open("fenced")) {
      old.append(events.get(3));
      assertThatThrownBy(old::acknowledge)
          .isInstanceOf(StoreUnavailable.class)
          .hasMessageContaining("was taken over by");
      events.subList(3, events.size()).forEach(next::append);
      next.acknowledge();
    }
    assertThat(read("fenced")).isEqualTo(events);
  }

  @Test
  void createsAFileOnlyOnce() throws IOException {
    Storage storage = folder("once").storage();
    try (Storage.Appender first = storage.create("file").orElseThrow()) {
      assertThat(storage.create("file")).isEmpty();
      first.sync();
    }
    assertThat(storage.create("file")).isEmpty();
  }

  @Test
  void publishesTablesThatSparkReads() {
    SweepFolder folder = folder("tables");
    TablesWriter.rebuild(folder, Sample.SCHEMA, Sample.sweep(2));
    TablesWriter.rebuild(folder, Sample.SCHEMA, Sample.sweep(5));
    try (SparkSession spark =
        SparkSession.builder()
            .master("local[1]")
            .config("spark.ui.enabled", "false")
            .getOrCreate()) {
      assertThat(spark.read().parquet(folder.uri() + "/trials").count()).isEqualTo(5);
      assertThat(spark.read().parquet(folder.uri() + "/epochs").count()).isEqualTo(45);
    }
    assertThat(folder.list("trials")).containsExactly("part-00000.parquet");
  }
}
