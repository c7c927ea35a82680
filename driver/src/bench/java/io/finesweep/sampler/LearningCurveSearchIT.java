package io.finesweep.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import io.finesweep.sweep.LearningCurves;
import io.finesweep.trial.Configuration;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Measures what samplers find in so many full trainings, one at a time, on the tasks below {@code
 * lcbench} in the folder that {@code finesweep.bench.data} names. These tasks chose none of the
 * samplers' settings. What counts is the mean over seeds and tasks of (best − found) / (best −
 * median), with the best and the median of {@code learning_curve_references.csv}.
 */
@Tag("bench")
class LearningCurveSearchIT {

  private static final String DATA = System.getProperty("finesweep.bench.data", "");
  private static final String ONLY = System.getProperty("finesweep.bench.only", "");
  private static final int[] TRIALS = {25, 50, 100};

  /** Optuna 5.0.0, its default TPE, 8 seeds. */
  private static final double[] OPTUNA = {0.3154, 0.2405, 0.1977};

  /** Of a network trained on a task: the highest accuracy known, and the usual one, in percent. */
  private record Reference(String task, double best, double median) {

    static List<Reference> all() throws IOException {
      try (BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(
                  Objects.requireNonNull(
                      LearningCurveSearchIT.class.getResourceAsStream(
                          "learning_curve_references.csv")),
                  StandardCharsets.UTF_8))) {
        return lines.lines().skip(1).map(line -> line.split(",", -1)).map(Reference::of).toList();
      }
    }

    private static Reference of(String[] fields) {
      return new Reference(fields[0], Double.parseDouble(fields[1]), Double.parseDouble(fields[2]));
    }

    Problem problem(LearningCurves curves) {
      return new Problem(
          task,
          LearningCurves.space(),
          point -> (best - accuracy(curves, point)) / (best - median));
    }

    private double accuracy(LearningCurves curves, Configuration point) {
      return curves.curves(task, List.of(point), LearningCurves.EPOCHS)[0][0].accuracy();
    }
  }

  @Test
  void findsMoreThanOptunaAndThanRandomSearch() throws Exception {
    if (DATA.isEmpty()) {
      return;
    }
    Map<String, double[]> means = new LinkedHashMap<>();
    List<Reference> references = Reference.all();
    List<Reference> chosen = references.stream().filter(r -> r.task().startsWith(ONLY)).toList();
    try (LearningCurves curves = new LearningCurves(Path.of(DATA, "lcbench"))) {
      for (Reference reference : chosen) {
        SamplerComparison.regrets(reference.problem(curves), TRIALS)
            .forEach((name, runs) -> add(means, name, runs, chosen.size()));
      }
    }
    means.forEach(
        (name, mean) ->
            System.out.printf(
                Locale.ROOT,
                "BENCH curves, mean of %d tasks %-7s | %.4f | %.4f | %.4f%n",
                chosen.size(),
                name,
                mean[0],
                mean[1],
                mean[2]));
    if (means.containsKey("auto") && chosen.size() == references.size()) {
      for (int i = 0; i < TRIALS.length; i++) {
        assertThat(means.get("auto")[i]).isLessThan(OPTUNA[i]);
      }
    }
  }

  private static void add(Map<String, double[]> means, String name, double[][] runs, int problems) {
    double[] sums = means.computeIfAbsent(name, n -> new double[TRIALS.length]);
    for (int i = 0; i < sums.length; i++) {
      sums[i] += SamplerComparison.mean(runs, i) / problems;
    }
  }
}
