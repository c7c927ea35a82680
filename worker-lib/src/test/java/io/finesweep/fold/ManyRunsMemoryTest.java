package io.finesweep.fold;

import static org.assertj.core.api.Assertions.assertThat;

import io.finesweep.trial.Experiment;
import io.finesweep.trial.FoldResult;
import io.finesweep.trial.FoldTask;
import io.finesweep.trial.RunId;
import io.finesweep.trial.Seeds;
import io.finesweep.trial.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a process that runs thousands of folds, one after the other, takes of the machine's memory:
 * its resident set after each tenth of them. The heap is of one size and touched from the
 * beginning, so what grows lies outside it. {@code -Dfinesweep.bench.runs} sets how many, 3,000
 * unless set.
 */
@Tag("bench")
class ManyRunsMemoryTest {

  private static final int RUNS = Integer.getInteger("finesweep.bench.runs", 3_000);

  /** What may be added from the third tenth on, when caches and code are there. */
  private static final long MEBIBYTES_MORE = 48;

  @TempDir private Path folder;

  /** Runs folds of three kinds and prints the resident set after each tenth, in mebibytes. */
  static final class Child {
    private Child() {}

    public static void main(String[] arguments) throws IOException {
      FoldRunner runner = new FoldRunner(new Configuration(), "1");
      int runs = Integer.parseInt(arguments[1]);
      for (int run = 1; run <= runs; run++) {
        FoldResult result = runner.run(task(arguments[0], run), ProgressListener.NONE);
        if (!(result instanceof FoldResult.Scored)) {
          throw new IllegalStateException(result.toString());
        }
        if (run % (runs / 10) == 0) {
          System.out.println(resident());
        }
      }
    }

    private static long resident() throws IOException {
      return Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10)
          .findFirst()
          .orElseThrow();
    }

    private static FoldTask task(String store, int run) {
      return new FoldTask(
          new RunId(run, run % 2, 1),
          0,
          new Seeds(42),
          new Experiment(
              "dl4j",
              Settings.of(
                  Map.of(
                      "format",
                      "parquet",
                      "path",
                      "../conf/data/digits.parquet",
                      "label",
                      "digit",
                      "ignore",
                      List.of("id"),
                      "task",
                      "classification",
                      "classes",
                      List.of(5, 6, 7, 8, 9),
                      "shape",
                      List.of(1, 8, 8),
                      "scale",
                      Map.of("divide", 16))),
              Settings.of(Map.of("folds", 2, "test", 0.8)),
              List.of("accuracy"),
              store),
          tuning(run),
          null,
          FoldTask.Keep.PREDICTIONS_AND_CHECKPOINT);
    }

    /** Most train a head by the own loop or a dense network by DL4J, each tenth the whole base. */
    private static Settings tuning(int run) {
      if (run % 10 == 0) {
        return Settings.of(
            Map.of("base-model", "../conf/models/digits-0-4.zip", "epochs", 1, "batch-size", 64));
      } else if (run % 2 == 0) {
        return Settings.of(
            Map.of("network", List.of(Map.of("dense", Map.of("units", 16))), "epochs", 1));
      }
      return Settings.of(
          Map.of(
              "base-model",
              "../conf/models/digits-0-4.zip",
              "freeze-up-to",
              "dense1",
              "epochs",
              1,
              "dropout",
              run % 4 == 1 ? 0.0 : 0.2));
    }
  }

  @Test
  void memoryOutsideTheHeapStaysFlat() throws Exception {
    Path out = folder.resolve("out");
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms384m",
                "-Xmx384m",
                "-XX:+AlwaysPreTouch",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName(),
                folder.resolve("sweep").toUri().toString(),
                Integer.toString(RUNS))
            .redirectOutput(out.toFile())
            .redirectError(folder.resolve("err").toFile())
            .start();

    assertThat(child.waitFor(3, TimeUnit.HOURS)).isTrue();
    assertThat(child.exitValue()).as(Files.readString(folder.resolve("err"))).isZero();
    List<Long> tenths = new ArrayList<>();
    for (String line : Files.readAllLines(out)) {
      if (line.matches("\\d+")) {
        tenths.add(Long.valueOf(line));
      }
    }
    System.out.printf(Locale.ROOT, "%d runs, MiB after each tenth: %s%n", RUNS, tenths);
    assertThat(tenths).hasSize(10);
    assertThat(tenths.get(9)).isLessThanOrEqualTo(tenths.get(2) + MEBIBYTES_MORE);
  }
}
