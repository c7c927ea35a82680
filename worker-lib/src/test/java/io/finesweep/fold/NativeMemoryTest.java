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
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs in a process that may take little memory outside its heap. */
@Tag("faults")
class NativeMemoryTest {

  @TempDir private Path folder;

  /** Runs a fold of a network that is too large, then one that is not, and prints their results. */
  static final class Child {
    private Child() {}

    public static void main(String[] arguments) {
      FoldRunner runner = new FoldRunner(new Configuration(), "1");
      for (int units : new int[] {8000, 8}) {
        FoldResult result = runner.run(task(Path.of(arguments[0]), units), ProgressListener.NONE);
        System.out.println(
            result instanceof FoldResult.Failed failed
                ? "failed: " + failed.failure().reason()
                : result.getClass().getSimpleName());
      }
    }

    private static FoldTask task(Path folder, int units) {
      return new FoldTask(
          new RunId(0, 0, 1),
          0,
          new Seeds(42),
          new Experiment(
              "dl4j",
              Settings.of(
                  Map.of(
                      "format", "csv",
                      "path", folder.resolve("rows.csv").toString(),
                      "label", "label")),
              Settings.of(Map.of("folds", 2)),
              List.of("accuracy"),
              folder.resolve("sweep").toUri().toString()),
          Settings.of(
              Map.of(
                  "network",
                  List.of(
                      Map.of("dense", Map.of("units", units)),
                      Map.of("dense", Map.of("units", units))),
                  "epochs",
                  1)),
          null,
          FoldTask.Keep.PREDICTIONS);
    }
  }

  @Test
  void aRunThatNeedsMoreThanItMayTakeFailsAndTheNextOneRuns() throws Exception {
    writeRows();
    Path out = folder.resolve("out");
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-Dorg.bytedeco.javacpp.maxbytes=600m",
                "-Dorg.bytedeco.javacpp.maxphysicalbytes=1000m",
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName(),
                folder.toString())
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(folder.resolve("err").toFile())
            .start();

    assertThat(child.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(Files.readString(out))
        .as(Files.readString(folder.resolve("err")))
        .contains("failed: The run ran out of memory outside the heap", "Maybe ", "Scored");
    assertThat(folder.toFile().list())
        .containsExactlyInAnyOrder("rows.csv", "sweep", "out", "err"); // no report of DL4J's
  }

  private void writeRows() throws IOException {
    RandomGenerator random = new Seeds(1).generator("rows");
    StringBuilder rows = new StringBuilder("a,b,label\n");
    for (int row = 0; row < 60; row++) {
      rows.append("%s,%s,%s\n".formatted(random.nextGaussian(), random.nextGaussian(), row % 2));
    }
    Files.writeString(folder.resolve("rows.csv"), rows);
  }
}
