package io.finesweep.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.finesweep.data.Examples;
import io.finesweep.engine.FineTuning;
import io.finesweep.engine.Recipe;
import io.finesweep.engine.Samples;
import io.finesweep.metric.Predictions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same seed in processes of their own, with one thread and with two. */
@Tag("faults")
class ThreadCountsTest {

  @TempDir private Path folder;

  /** Trains a small network with convolutions and prints its numeric path and what it says. */
  static final class Child {
    private Child() {}

    public static void main(String[] arguments) throws IOException {
      Dl4jEngine engine = new Dl4jEngine();
      Examples images = Samples.images(200, 14, 3);
      Recipe recipe =
          Samples.recipe(
              Map.of(
                  "network",
                  List.of(
                      Map.of("conv", Map.of("filters", 32, "kernel", 3)),
                      "batch-norm",
                      "pool",
                      Map.of("conv", Map.of("filters", 64, "kernel", 3)),
                      Map.of("dense", Map.of("units", 128))),
                  "dropout",
                  0.3,
                  "augmentation",
                  List.of("rotate", "noise"),
                  "learning-rate",
                  0.002,
                  "epochs",
                  3));
      try (FineTuning tuned = engine.start(recipe, null, images, 5, null)) {
        for (int epoch = 0; epoch < 3; epoch++) {
          tuned.trainEpoch(() -> {});
        }
        System.out.println(engine.numericPath());
        for (double[] row : ((Predictions.Classes) tuned.predict(images)).probabilities()) {
          System.out.println(Arrays.toString(row));
        }
      }
    }
  }

  @Test
  void comesToTheSameNumbersAtOneThreadCountAndRecordsAnotherOne() throws Exception {
    List<String> one = said(1, "a");
    List<String> two = said(2, "b");

    assertThat(said(1, "c")).isEqualTo(one);
    assertThat(said(2, "d")).isEqualTo(two);
    assertThat(one.get(0)).contains("threads 1");
    assertThat(two.get(0)).contains("threads 2");
    // Not equal: sums are formed in another order.
    for (int row = 1; row < one.size(); row++) {
      assertThat(numbers(two.get(row))).containsExactly(numbers(one.get(row)), within(1e-3));
    }
  }

  private static double[] numbers(String row) {
    return Arrays.stream(row.substring(1, row.length() - 1).split(", "))
        .mapToDouble(Double::parseDouble)
        .toArray();
  }

  private List<String> said(int threads, String name) throws IOException, InterruptedException {
    Path out = folder.resolve(name);
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName())
            .redirectOutput(out.toFile())
            .redirectError(folder.resolve(name + ".err").toFile());
    builder.environment().put("OMP_NUM_THREADS", "" + threads);
    Process child = builder.start();
    assertThat(child.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(child.exitValue()).as("%s", folder.resolve(name + ".err")).isZero();
    List<String> lines = Files.readAllLines(out, StandardCharsets.UTF_8);
    return lines.subList(lines.size() - 201, lines.size());
  }
}
