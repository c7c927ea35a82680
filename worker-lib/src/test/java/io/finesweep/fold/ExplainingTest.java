package io.finesweep.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.finesweep.data.Column;
import io.finesweep.data.Dataset;
import io.finesweep.data.DatasetDescription;
import io.finesweep.data.Examples;
import io.finesweep.data.Features;
import io.finesweep.data.MissingValues;
import io.finesweep.data.Preprocessing;
import io.finesweep.data.RowIdentity;
import io.finesweep.data.Scaling;
import io.finesweep.data.Targets;
import io.finesweep.data.Task;
import io.finesweep.data.Treatment;
import io.finesweep.engine.Predictor;
import io.finesweep.metric.Explanation;
import io.finesweep.metric.Metrics;
import io.finesweep.metric.Predictions;
import io.finesweep.trial.Seeds;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExplainingTest {

  private static final Seeds SEEDS = new Seeds(42);
  private static final List<String> NAMES = List.of("no", "yes");

  private final AtomicInteger predicted = new AtomicInteger();

  /** Says yes with the probability that {@code given} computes from a row's numbers. */
  private Predictor model(ToDoubleFunction<float[]> given) {
    return new Predictor() {
      @Override
      public Predictions predict(Examples examples) {
        predicted.addAndGet(examples.size());
        double[][] probabilities = new double[examples.size()][];
        for (int row = 0; row < probabilities.length; row++) {
          double yes = given.applyAsDouble(examples.numbers(row, 1));
          probabilities[row] = new double[] {1 - yes, yes};
        }
        return new Predictions.Classes(
            ((Targets.Classes) examples.targets()).labels(), probabilities, NAMES);
      }

      @Override
      public void close() {}
    };
  }

  private static Dataset data(Features features, int[] labels) {
    long[] keys = IntStream.range(0, labels.length).mapToLong(row -> row).toArray();
    return new Dataset(
        features,
        new Targets.Classes(labels, NAMES),
        new RowIdentity(keys, null, null),
        new Treatment(
            Task.CLASSIFICATION,
            List.of(),
            MissingValues.IMPUTE,
            new Scaling.Unscaled(),
            false,
            Map.of()),
        0,
        new DatasetDescription(
            labels.length,
            0,
            new DatasetDescription.Dropped(0, 0, 0),
            List.of(),
            new DatasetDescription.Classes(Map.of())),
        "");
  }

  private Explanation explain(Dataset data, ToDoubleFunction<float[]> given) {
    int[] rows = IntStream.range(0, data.size()).toArray();
    FinalModel model =
        new FinalModel(
            new FinalModel.Description(
                "test", FinalModel.Kind.CLASSES, NAMES, List.of(), List.of()),
            Preprocessing.fit(data, rows),
            List.of(new byte[0]));
    try (FinalModel.Opened opened = new FinalModel.Opened(model, List.of(model(given)))) {
      return new Explaining(opened, data, rows, Metrics.named("accuracy").orElseThrow(), SEEDS)
          .explain();
    }
  }

  /** Of the numbers a and b and the text c, only a and c decide: yes where a > 0 and c is "x". */
  private static Dataset table(int rows) {
    RandomGenerator random = SEEDS.generator("table");
    double[] a = random.doubles(rows, -1, 1).toArray();
    double[] b = random.doubles(rows, -1, 1).toArray();
    int[] c = random.ints(rows, 0, 2).toArray();
    int[] labels = IntStream.range(0, rows).map(row -> a[row] > 0 && c[row] == 0 ? 1 : 0).toArray();
    return data(
        new Features.Table(
            List.of(
                new Column.Numbers("a", a),
                new Column.Numbers("b", b),
                new Column.Texts("c", c, List.of("x", "y"))),
            rows,
            List.of()),
        labels);
  }

  @Test
  void aColumnMattersByWhatIsLostWithoutIt() {
    Explanation explanation = explain(table(800), row -> row[0] > 0 && row[2] == 1 ? 0.9 : 0.1);

    assertThat(explanation.metric()).isEqualTo("accuracy");
    assertThat(explanation.rows()).isEqualTo(800);
    assertThat(explanation.images()).isEmpty();
    assertThat(explanation.inputs())
        .extracting(Explanation.Input::name)
        .containsExactlyInAnyOrder("a", "b", "c");
    // Permuted, a is on the wrong side for half of the half where c is x.
    assertThat(explanation.inputs().get(0).worse()).isCloseTo(0.25, within(0.05));
    assertThat(explanation.inputs().get(1).worse()).isCloseTo(0.25, within(0.05));
    assertThat(explanation.inputs().get(2)).isEqualTo(new Explanation.Input("b", 0, 0, 5));
  }

  @Test
  void theSameRowsAreExplainedAlike() {
    ToDoubleFunction<float[]> model = row -> row[0] > 0 ? 0.9 : 0.1;
    assertThat(explain(table(100), model)).isEqualTo(explain(table(100), model));
  }

  @Test
  void theCostIsBoundedWhateverTheSize() {
    double[] zeros = new double[3000];
    List<Column> wide =
        IntStream.range(0, 510).<Column>mapToObj(i -> new Column.Numbers("c" + i, zeros)).toList();
    Explanation explanation =
        explain(data(new Features.Table(wide, 3000, List.of()), new int[3000]), row -> 0.1);

    assertThat(explanation.rows()).isEqualTo(400);
    assertThat(explanation.inputs()).hasSize(500);
    assertThat(predicted.get()).isLessThanOrEqualTo(Explaining.MOST_PREDICTIONS + 400);
  }

  @Test
  void aPatchMattersByWhatTheAnswerLosesWithoutIt() {
    int rows = 40;
    byte[] pixels = new byte[rows * 16 * 16];
    int[] labels = new int[rows];
    for (int row = 0; row < rows; row++) {
      labels[row] = row % 2;
      // The answer is the pixel at line 5, column 9; all others are noise.
      SEEDS.generator("noise", row).ints(256, 0, 50).forEach(new Fill(pixels, row * 256)::next);
      pixels[row * 256 + 5 * 16 + 9] = (byte) (labels[row] == 1 ? 250 : 0);
    }
    Explanation explanation =
        explain(
            data(new Features.Pixels(pixels, List.of(1, 16, 16)), labels),
            row -> row[5 * 16 + 9] / 255.0);

    assertThat(explanation.inputs()).isEmpty();
    assertThat(explanation.images()).hasSize(12);
    for (Explanation.Occluded image : explanation.images()) {
      assertThat(image.patch()).isEqualTo(2);
      assertThat(image.drops().length).isEqualTo(8);
      double seen = image.drops()[2][4];
      assertThat(Math.abs(seen)).isGreaterThan(0.05);
      double all =
          Arrays.stream(image.drops()).flatMapToDouble(Arrays::stream).map(Math::abs).sum();
      assertThat(all).isCloseTo(Math.abs(seen), within(1e-9));
      assertThat(image.truth()).isEqualTo(NAMES.get(labels[image.row()]));
    }
    assertThat(pixels[5 * 16 + 9]).isZero(); // the data set itself stays as it is
  }

  @Test
  void theWorstMistakesAreAmongTheImages() {
    byte[] pixels = new byte[30 * 4];
    for (int row = 0; row < 30; row++) {
      pixels[row * 4] = (byte) (100 + row);
    }
    Explanation explanation =
        explain(
            data(new Features.Pixels(pixels, List.of(1, 2, 2)), new int[30]),
            row -> (row[0] - 90) / 40);

    assertThat(explanation.images())
        .extracting(Explanation.Occluded::row)
        .startsWith(29, 28, 27, 26, 25, 24)
        .doesNotHaveDuplicates();
  }

  @Test
  void withoutTestRowsNothingIsExplained() {
    assertThat(
            explain(data(new Features.Pixels(new byte[0], List.of(1, 2, 2)), new int[0]), r -> 0))
        .isEqualTo(new Explanation("accuracy", 0, List.of(), List.of()));
  }

  /** Writes one number after the other. */
  private static final class Fill {
    private final byte[] into;
    private int at;

    Fill(byte[] into, int from) {
      this.into = into;
      this.at = from;
    }

    void next(int value) {
      into[at++] = (byte) value;
    }
  }
}
