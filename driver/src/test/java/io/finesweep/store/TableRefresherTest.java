package io.finesweep.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.finesweep.history.Recorded;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a running sweep's tables are written. */
class TableRefresherTest {

  @TempDir private Path folder;

  private final AtomicLong now = new AtomicLong();
  private final InstantSource clock = () -> java.time.Instant.ofEpochMilli(now.get());

  @Test
  void writesWithTheFirstRunRestsAndWritesTheRemainderAtTheEnd() throws Exception {
    List<Recorded> events = Sample.sweep(2);
    TablesWriter writer = new TablesWriter(Sample.folder(folder), Sample.SCHEMA);
    try (TableRefresher refresher = new TableRefresher(writer, clock)) {
      events.subList(0, 4).forEach(refresher::accept);
      await().untilAsserted(() -> assertThat(runs()).isEqualTo(1));
      events.subList(4, events.size()).forEach(refresher::accept);
      assertThat(runs()).isEqualTo(1);
    }
    assertThat(runs()).isEqualTo(6);
  }

  private long runs() throws Exception {
    Path file = folder.resolve("trials/part-00000.parquet");
    if (!file.toFile().exists()) {
      return 0;
    }
    return Long.parseLong(
        Duck.rows(folder, "SELECT count(*) FROM '%s/folds/*.parquet'").get(0));
  }
}
