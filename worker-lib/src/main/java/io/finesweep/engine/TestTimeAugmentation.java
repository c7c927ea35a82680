package io.finesweep.engine;

import io.finesweep.data.Augmentation;
import io.finesweep.data.Examples;
import io.finesweep.metric.Predictions;
import io.finesweep.metric.Vote;
import io.finesweep.trial.Section;
import io.finesweep.trial.Section.Range;
import io.finesweep.trial.Seeds;
import io.finesweep.trial.Settings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How each row is predicted: the mean of what a model says of the row itself and of views of it,
 * which the augmentation draws. A view changes all rows alike, so that what is said of a row
 * depends on no other one.
 *
 * @param views how many beside the row itself; where there is no augmentation none are drawn
 */
public record TestTimeAugmentation(int views, Augmentation augmentation) {

  private static final String KEY = "test-time-augmentation";
  private static final int ROWS_AT_ONCE = 256;
  private static final Seeds SEEDS = new Seeds(0);

  /** Reads {@code test-time-augmentation}, 0 unless it is set. */
  static TestTimeAugmentation read(Section section, Augmentation augmentation) {
    return new TestTimeAugmentation(section.integer(KEY, 0, Range.atLeast(0)), augmentation);
  }

  /** What of the {@code fine-tuning} section {@link #of} needs; empty where no view is drawn. */
  public static Settings within(Settings fineTuning) {
    Map<String, Object> kept = new LinkedHashMap<>(fineTuning.tree());
    kept.keySet().retainAll(List.of(KEY, "augmentation"));
    Settings settings = Settings.of(kept);
    return of(settings).isOff() ? Settings.EMPTY : settings;
  }

  /** What {@link #within} kept. */
  public static TestTimeAugmentation of(Settings kept) {
    Section section = kept.section("fine-tuning", new ArrayList<>());
    return read(section, Augmentation.read(section));
  }

  /** How many views of a row there are beside itself. */
  public int count() {
    return isOff() ? 0 : views;
  }

  /** Makes {@code row}, of this shape, its view of this number. */
  public void show(float[] row, int[] shape, int view) {
    augmentation.apply(row, shape, SEEDS.generator("view", view));
  }

  /**
   * The mean of what {@code model} says of rows and of all their views.
   *
   * @param shown the views of the rows, one after the other
   */
  public static Predictions mean(Predictor model, Examples rows, List<Examples> shown) {
    Predictions plain = model.predict(rows);
    double[][] sums = new double[rows.size()][];
    Arrays.setAll(sums, row -> Vote.values(plain)[row].clone());
    for (Examples view : shown) {
      double[][] said = Vote.values(model.predict(view));
      for (int row = 0; row < sums.length; row++) {
        add(said[row], sums[row]);
      }
    }
    divide(sums, shown.size() + 1);
    return Vote.with(plain, sums);
  }

  private static void add(double[] values, double[] sums) {
    Arrays.setAll(sums, column -> sums[column] + values[column]);
  }

  private static void divide(double[][] sums, int count) {
    for (double[] row : sums) {
      Arrays.setAll(row, column -> row[column] / count);
    }
  }

  /** Whether rows are predicted as they are alone. */
  public boolean isOff() {
    return views == 0 || augmentation.isEmpty();
  }

  /** {@code model}, predicting like this; to close it closes the model. */
  public Predictor over(Predictor model) {
    return isOff() ? model : new Viewing(model, this);
  }

  /** A model that looks at several views of each row. */
  private record Viewing(Predictor model, TestTimeAugmentation how) implements Predictor {

    @Override
    public Predictions predict(Examples examples) {
      Predictions plain = model.predict(examples);
      double[][] means = new double[examples.size()][];
      for (int from = 0; from < means.length; from += ROWS_AT_ONCE) {
        int to = Math.min(from + ROWS_AT_ONCE, means.length);
        for (int row = from; row < to; row++) {
          means[row] = Vote.values(plain)[row].clone();
        }
        for (int view = 0; view < how.views; view++) {
          double[][] said = Vote.values(model.predict(how.view(examples, from, to, view)));
          for (int row = from; row < to; row++) {
            add(said[row - from], means[row]);
          }
        }
      }
      divide(means, how.views + 1);
      return Vote.with(plain, means);
    }

    @Override
    public void close() {
      model.close();
    }
  }

  /** One view of the rows from {@code from} to before {@code to}. */
  private Examples view(Examples examples, int from, int to, int view) {
    float[] numbers = examples.numbers(from, to - from);
    float[] row = new float[examples.width()];
    for (int i = 0; i < to - from; i++) {
      System.arraycopy(numbers, i * row.length, row, 0, row.length);
      show(row, examples.shape(), view);
      System.arraycopy(row, 0, numbers, i * row.length, row.length);
    }
    int[] chosen = IntStream.range(from, to).toArray();
    return new Examples(
        numbers,
        examples.shape(),
        examples.targets().at(chosen),
        Arrays.copyOfRange(examples.rows(), from, to));
  }
}
