package io.finesweep.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import io.finesweep.history.Histories;
import io.finesweep.history.History;
import io.finesweep.metric.Goal;
import io.finesweep.space.Parameter;
import io.finesweep.space.SearchSpace;
import io.finesweep.space.Spaces;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.Seeds;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Measures how long a suggestion takes in ten real parameters, each after a result more than the
 * last; its figures are printed, not asserted.
 */
@Tag("bench")
class SuggestionTimeIT {

  private static final SearchSpace SPACE =
      Spaces.space(
          IntStream.range(0, 10)
              .mapToObj(i -> Spaces.real("x" + i, 0, 1))
              .toArray(Parameter[]::new));
  private static final Seeds SEEDS = new Seeds(1);

  private static Sampler sampler(String name) {
    return name.equals("tpe") ? new Tpe(SPACE, SEEDS) : new GaussianProcess(SPACE, SEEDS);
  }

  private static double score(Configuration point) {
    double sum = 0;
    for (var value : point.values().values()) {
      double x = ((Number) value.plain()).doubleValue();
      sum += (x - 0.4) * (x - 0.4);
    }
    return sum;
  }

  @ParameterizedTest
  @CsvSource({"tpe, 1000, 400", "tpe, 20000, 200", "gp, 200, 60", "gp, 1000, 30"})
  void suggestsAfterSoManyResults(String name, int results, int suggestions) {
    Histories writer = Histories.of(Goal.MINIMIZE, 1, 1);
    for (int trial = 0; trial < results; trial++) {
      Configuration point = SPACE.draw(SEEDS.generator("bench", trial));
      writer.trial(point, score(point));
    }
    Sampler sampler = sampler(name);
    long[] nanoseconds = new long[suggestions];
    for (int i = 0; i < suggestions; i++) {
      History history = writer.history();
      long start = System.nanoTime();
      Configuration point = SamplerContract.next(sampler, history).orElseThrow();
      nanoseconds[i] = System.nanoTime() - start;
      writer.trial(point, score(point));
    }
    assertThat(writer.history().trials()).hasSize(results + suggestions);
    long[] warm = Arrays.copyOfRange(nanoseconds, suggestions / 3, suggestions);
    Arrays.sort(warm);
    System.out.printf(
        Locale.ROOT,
        "BENCH %s after %d: median %.2f ms, 9 of 10 below %.2f ms, first %.0f ms%n",
        name,
        results,
        warm[warm.length / 2] / 1e6,
        warm[warm.length * 9 / 10] / 1e6,
        nanoseconds[0] / 1e6);
  }
}
