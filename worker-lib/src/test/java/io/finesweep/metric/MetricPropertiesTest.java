package io.finesweep.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for metrics whatever the predictions are. */
class MetricPropertiesTest {

  static Stream<Predictions> samples() {
    return IntStream.rangeClosed(1, 5)
        .boxed()
        .flatMap(
            seed ->
                Stream.of(
                    SamplePredictions.classes(seed, 90, 2),
                    SamplePredictions.classes(seed, 90, 4),
                    SamplePredictions.numbers(seed, 90, 1),
                    SamplePredictions.numbers(seed, 90, 3)));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void doesNotDependOnTheOrderOfRows(Predictions predictions) {
    SortedMap<String, Double> before = Metrics.of(predictions, Metrics.all());
    SortedMap<String, Double> after = Metrics.of(shuffled(predictions), Metrics.all());

    assertThat(after.keySet()).isEqualTo(before.keySet()).isNotEmpty();
    before.forEach(
        (name, value) -> assertThat(after.get(name)).as(name).isCloseTo(value, within(1e-12)));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void staysWithinItsSpanAndReachesItsBestEnd(Predictions predictions) {
    SortedMap<String, Double> ofPerfect = Metrics.of(perfect(predictions), Metrics.all());
    Metrics.of(predictions, Metrics.all())
        .forEach(
            (name, value) -> {
              Metric metric = Metrics.named(name).orElseThrow();
              Span span = metric.span();
              assertThat(value).as(name).isBetween(span.least(), span.most());
              double end = metric.goal() == Goal.MAXIMIZE ? span.most() : span.least();
              assertThat(ofPerfect.get(name)).as(name).isCloseTo(end, within(1e-12));
            });
  }

  @ParameterizedTest
  @MethodSource("samples")
  void isBestForAPerfectPrediction(Predictions predictions) {
    SortedMap<String, Double> ofPerfect = Metrics.of(perfect(predictions), Metrics.all());
    SortedMap<String, Double> ofOthers = Metrics.of(predictions, Metrics.all());

    assertThat(ofPerfect.keySet()).isEqualTo(ofOthers.keySet()).isNotEmpty();
    ofPerfect.forEach(
        (name, best) -> {
          Goal goal = Metrics.named(name).orElseThrow().goal();
          assertThat(best).as(name).isCloseTo(goal == Goal.MAXIMIZE ? 1 : 0, within(1e-12));
          assertThat(ofOthers)
              .hasEntrySatisfying(
                  name, other -> assertThat(goal.loss(best)).as(name).isLessThan(goal.loss(other)));
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4})
  void leavesAreasUnderCurvesAloneWhenScoresAreStretched(int classes) {
    for (DoubleUnaryOperator stretch :
        List.<DoubleUnaryOperator>of(p -> p * p * p, Math::sqrt, p -> p / 4, Math::log)) {
      Predictions.Classes plain = SamplePredictions.classes(3, 200, classes);
      double[][] stretched =
          Arrays.stream(plain.probabilities())
              .map(row -> Arrays.stream(row).map(stretch).toArray())
              .toArray(double[][]::new);
      Predictions other = new Predictions.Classes(plain.truth(), stretched, plain.classes());
      List<Metric> areas =
          List.of(Metrics.named("roc-auc").orElseThrow(), Metrics.named("pr-auc").orElseThrow());
      assertThat(Metrics.of(other, areas)).hasSize(2).isEqualTo(Metrics.of(plain, areas));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void countsEveryPairOfRowsForTheAreaUnderTheRocCurve(long seed) {
    Predictions.Classes predictions = SamplePredictions.classes(seed, 150, 2);
    double won = 0;
    for (int a = 0; a < 150; a++) {
      for (int b = 0; b < 150; b++) {
        if (predictions.truth()[a] == 1 && predictions.truth()[b] == 0) {
          double lead = predictions.probabilities()[a][1] - predictions.probabilities()[b][1];
          won += (Math.signum(lead) + 1) / 2;
        }
      }
    }
    assertThat(Metrics.named("roc-auc").orElseThrow().of(predictions)).hasValue(won / (75 * 75));
  }

  @Test
  void turnsRocAucRoundWhenTheScoresAre() {
    Predictions.Classes plain = SamplePredictions.classes(5, 200, 2);
    double[][] turned =
        Arrays.stream(plain.probabilities())
            .map(row -> new double[] {row[1], row[0]})
            .toArray(double[][]::new);
    Metric area = Metrics.named("roc-auc").orElseThrow();
    assertThat(
            area.of(new Predictions.Classes(plain.truth(), turned, plain.classes())).orElseThrow())
        .isCloseTo(1 - area.of(plain).orElseThrow(), within(1e-12));
  }

  private static Predictions shuffled(Predictions predictions) {
    int[] order = IntStream.range(0, predictions.size()).toArray();
    RandomGenerator random = SamplePredictions.random(99);
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    if (predictions instanceof Predictions.Classes classes) {
      return new Predictions.Classes(
          Arrays.stream(order).map(row -> classes.truth()[row]).toArray(),
          ordered(classes.probabilities(), order),
          classes.classes());
    }
    Predictions.Numbers numbers = (Predictions.Numbers) predictions;
    return new Predictions.Numbers(
        ordered(numbers.truth(), order), ordered(numbers.predicted(), order), numbers.outputs());
  }

  private static double[][] ordered(double[][] values, int[] order) {
    return Arrays.stream(order).mapToObj(row -> values[row]).toArray(double[][]::new);
  }

  private static Predictions perfect(Predictions predictions) {
    if (predictions instanceof Predictions.Classes classes) {
      double[][] certain = new double[classes.size()][classes.classes().size()];
      for (int row = 0; row < certain.length; row++) {
        certain[row][classes.truth()[row]] = 1;
      }
      return new Predictions.Classes(classes.truth(), certain, classes.classes());
    }
    Predictions.Numbers numbers = (Predictions.Numbers) predictions;
    return new Predictions.Numbers(numbers.truth(), numbers.truth(), numbers.outputs());
  }
}
