package io.finesweep.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import io.finesweep.history.Histories;
import io.finesweep.history.History;
import io.finesweep.metric.Goal;
import io.finesweep.space.SearchSpace;
import io.finesweep.space.Spaces;
import io.finesweep.trial.Configuration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RandomSearchTest extends SamplerContract {

  private static final int DRAWS = 4_000;

  @Override
  Sampler sampler(SearchSpace space) {
    return new RandomSearch(space);
  }

  private static List<Configuration> drawn(SearchSpace space) {
    History empty = Histories.of(Goal.MAXIMIZE, 1, 1).history();
    Sampler sampler = new RandomSearch(space);
    return IntStream.range(0, DRAWS)
        .mapToObj(i -> sampler.next(empty, SITUATION, SEEDS.generator("sampler", i)).orElseThrow())
        .toList();
  }

  private static double number(Configuration point, String path) {
    return ((Number) point.value(path).orElseThrow().plain()).doubleValue();
  }

  /** How far these counts are from equal ones, in squares over the count that is expected. */
  private static double chiSquare(int[] counts) {
    double expected = Arrays.stream(counts).average().orElseThrow();
    return Arrays.stream(counts).mapToDouble(n -> (n - expected) * (n - expected) / expected).sum();
  }

  @Test
  void drawsEachKindOfParameterUniformlyOnItsScale() {
    int[][] counts = {new int[10], new int[10], new int[4], new int[4], new int[3]};
    List<String> activations = List.of("relu", "tanh", "elu");
    for (Configuration point : drawn(Spaces.mixed())) {
      counts[0][(int) (number(point, "dropout") / 0.05)]++;
      counts[1][(int) Math.min(9, 2.5 * (5 + Math.log10(number(point, "learning-rate"))))]++;
      counts[2][(int) number(point, "layers") - 1]++;
      counts[3][(int) Math.round(Math.log(number(point, "batch-size") / 16) / Math.log(2))]++;
      counts[4][activations.indexOf(point.value("activation").orElseThrow().plain())]++;
    }
    double[] limits = {27.9, 27.9, 16.3, 16.3, 13.8}; // p = .001 at 9, 9, 3, 3 and 2 degrees
    for (int i = 0; i < counts.length; i++) {
      assertThat(chiSquare(counts[i])).isLessThan(limits[i]);
    }
  }

  @Test
  void drawsEachOptionAlikeHoweverManyParametersItHas() {
    List<String> options = List.of("adam", "nesterov", "plain");
    int[] counts = new int[3];
    int[] momenta = new int[7];
    for (Configuration point : drawn(Spaces.conditional())) {
      counts[options.indexOf(point.value("optimizer").orElseThrow().plain())]++;
      if (point.value("momentum").isPresent()) {
        momenta[(int) ((number(point, "momentum") - 0.5) / 0.07)]++;
      }
    }
    assertThat(chiSquare(counts)).isLessThan(13.8); // p = .001 at 2 degrees
    assertThat(chiSquare(momenta)).isLessThan(22.5); // at 6
  }
}
