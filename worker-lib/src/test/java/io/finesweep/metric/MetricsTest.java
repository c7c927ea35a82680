package io.finesweep.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsTest {

  private static final Set<String> OF_CLASSES =
      Set.of(
          "accuracy",
          "balanced-accuracy",
          "mcc",
          "precision-macro",
          "precision-micro",
          "precision-weighted",
          "precision-binary",
          "recall-macro",
          "recall-micro",
          "recall-weighted",
          "recall-binary",
          "f1-macro",
          "f1-micro",
          "f1-weighted",
          "f1-binary",
          "roc-auc",
          "pr-auc",
          "log-loss",
          "brier",
          "calibration-error");

  private static final Set<String> OF_NUMBERS =
      Set.of("mae", "rmse", "mse", "r2", "mape", "median-ae");

  private static final Set<String> COSTS = Set.of("parameters", "model-bytes", "prediction-ms");

  @Test
  void holdsEveryMetricOfTheDesignOnce() {
    assertThat(Metrics.all().stream().map(Metric::name))
        .doesNotHaveDuplicates()
        .hasSize(OF_CLASSES.size() + OF_NUMBERS.size() + COSTS.size())
        .containsAll(OF_CLASSES)
        .containsAll(OF_NUMBERS)
        .containsAll(COSTS);
  }

  @Test
  void findsEachNameAndNoOther() {
    assertThat(Metrics.names()).hasSize(Metrics.all().size() + 3).contains("f1", "f1-macro");
    assertThat(Metrics.names()).allMatch(name -> Metrics.named(name).isPresent());
    assertThat(Metrics.named("acuracy")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"precision", "recall", "f1"})
  void takesAPlainNameAsTheMacroAverage(String name) {
    assertThat(Metrics.named(name).orElseThrow().name()).isEqualTo(name + "-macro");
    assertThat(Metrics.named(name)).isEqualTo(Metrics.named(name + "-macro"));
  }

  @Test
  void minimizesErrorsAndMaximizesTheRest() {
    Set<String> minimized =
        Metrics.all().stream()
            .filter(metric -> metric.goal() == Goal.MINIMIZE)
            .map(Metric::name)
            .collect(Collectors.toSet());
    assertThat(minimized)
        .containsExactlyInAnyOrder(
            "log-loss",
            "brier",
            "calibration-error",
            "mae",
            "rmse",
            "mse",
            "mape",
            "median-ae",
            "parameters",
            "model-bytes",
            "prediction-ms");
  }

  @Test
  void countsNinetyOfAHundredRightAsNineTenths() {
    int[] truth = new int[100];
    double[][] probabilities = new double[100][];
    for (int row = 0; row < 100; row++) {
      truth[row] = row % 2;
      probabilities[row] = (row % 2 == 0) == (row < 90) ? new double[] {1, 0} : new double[] {0, 1};
    }
    assertThat(value("accuracy", new Predictions.Classes(truth, probabilities, List.of("a", "b"))))
        .isEqualTo(0.9);
  }

  @ParameterizedTest
  @CsvSource({
    "mae, 0.5",
    "mse, 0.375",
    "rmse, 0.6123724356957945",
    "median-ae, 0.5",
    "r2, 0.9486081370449679",
    "mape, 0.3273809523809524"
  })
  void agreesWithThePublishedRegressionExample(String name, double expected) {
    double[][] truth = {{3}, {-0.5}, {2}, {7}};
    double[][] predicted = {{2.5}, {0.0}, {2}, {8}};
    assertThat(value(name, new Predictions.Numbers(truth, predicted, List.of("y"))))
        .isCloseTo(expected, within(1e-15));
  }

  /** The example in Fawcett 2006, figure 3: 20 rows, 10 of each class. */
  @Test
  void countsTheWonPairsOfFawcettsExample() {
    String labels = "ppnpppnnpnpnpnnnpnpn";
    double[] scores = {
      .9, .8, .7, .6, .55, .54, .53, .52, .51, .505, .4, .39, .38, .37, .36, .35, .34, .33, .30, .1
    };
    int[] truth = labels.chars().map(label -> label == 'p' ? 1 : 0).toArray();
    double[][] probabilities =
        IntStream.range(0, 20)
            .mapToObj(row -> new double[] {1 - scores[row], scores[row]})
            .toArray(double[][]::new);
    assertThat(value("roc-auc", new Predictions.Classes(truth, probabilities, List.of("n", "p"))))
        .isEqualTo(0.68);
  }

  @Test
  void countsATieOfScoresAsHalfWon() {
    Predictions tied =
        new Predictions.Classes(
            new int[] {0, 1, 1, 0},
            new double[][] {{.5, .5}, {.5, .5}, {.2, .8}, {.9, .1}},
            List.of("a", "b"));
    assertThat(value("roc-auc", tied)).isEqualTo(3.5 / 4);
  }

  @Test
  void weighsTheGapOfEachBinByItsRows() {
    // Bin (9/15, 10/15]: 2 rows of confidence 0.65, one right. Bin (12/15, 13/15]: 1 row, right.
    Predictions predictions =
        new Predictions.Classes(
            new int[] {0, 1, 1},
            new double[][] {{.65, .35}, {.65, .35}, {.15, .85}},
            List.of("a", "b"));
    assertThat(value("calibration-error", predictions))
        .isCloseTo((2 * 0.15 + 0.15) / 3, within(1e-15));
  }

  @Test
  void putsAConfidenceOnABorderIntoTheBinBelow() {
    // 0.6 is the upper end of its bin, so that the two rows do not share one and cancel out.
    Predictions predictions =
        new Predictions.Classes(
            new int[] {0, 1}, new double[][] {{.6, .4}, {.61, .39}}, List.of("a", "b"));
    assertThat(value("calibration-error", predictions)).isCloseTo((0.4 + 0.61) / 2, within(1e-15));
  }

  @Test
  void definesNoMetricOfClassesForNumbersNorTheOtherWayRound() {
    assertThat(defined(SamplePredictions.classes(1, 30, 2))).isEqualTo(OF_CLASSES);
    assertThat(defined(SamplePredictions.numbers(1, 30, 2))).isEqualTo(OF_NUMBERS);
  }

  @Test
  void definesBinaryAveragesForTwoClassesOnly() {
    assertThat(defined(SamplePredictions.classes(1, 30, 3)))
        .noneMatch(name -> name.endsWith("-binary"))
        .hasSize(OF_CLASSES.size() - 3);
  }

  @Test
  void definesNothingForNoRows() {
    assertThat(defined(new Predictions.Classes(new int[0], new double[0][], List.of("a", "b"))))
        .isEmpty();
    assertThat(defined(new Predictions.Numbers(new double[0][], new double[0][], List.of("y"))))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void definesNothingWhereAPredictionIsNotFinite(double broken) {
    Predictions.Classes classes = SamplePredictions.classes(1, 30, 3);
    classes.probabilities()[7][1] = broken;
    Predictions.Numbers numbers = SamplePredictions.numbers(1, 30, 2);
    numbers.predicted()[7][1] = broken;
    assertThat(defined(classes)).isEmpty();
    assertThat(defined(numbers)).isEmpty();
  }

  @Test
  void definesNoSquaredErrorThatOverflows() {
    Predictions.Numbers numbers = SamplePredictions.numbers(1, 30, 1);
    numbers.predicted()[7][0] = 1e300;
    assertThat(defined(numbers)).containsExactlyInAnyOrder("mae", "mape", "median-ae");
  }

  @Test
  void computesOnlyWhatIsAsked() {
    assertThat(
            Metrics.of(
                SamplePredictions.classes(1, 30, 3),
                List.of(
                    Metrics.named("f1").orElseThrow(),
                    Metrics.named("mae").orElseThrow(),
                    Metrics.named("accuracy").orElseThrow())))
        .containsOnlyKeys("accuracy", "f1-macro");
  }

  private static double value(String name, Predictions predictions) {
    return Metrics.named(name).orElseThrow().of(predictions).orElseThrow();
  }

  private static Set<String> defined(Predictions predictions) {
    return Metrics.of(predictions, Metrics.all()).keySet();
  }
}
