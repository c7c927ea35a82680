package io.finesweep.fold;

import io.finesweep.data.Augmentation;
import io.finesweep.data.Dataset;
import io.finesweep.data.Examples;
import io.finesweep.data.Preprocessing;
import io.finesweep.engine.TestTimeAugmentation;
import org.jspecify.annotations.Nullable;

/**
 * How rows are before a model reads them.
 *
 * @param preprocessing of all of them
 * @param change what they are then made; null where they are themselves
 */
record Prepared(Preprocessing preprocessing, @Nullable Change change) {

  /** What makes other rows of rows. */
  sealed interface Change {

    /** What it does, in words that tell it from any other. */
    String key();

    /** Changes {@code row}, of this shape and number. */
    void apply(float[] row, int[] shape, int number);
  }

  /** One of the variants that training sees. */
  record Variant(Augmentation augmentation, int variant) implements Change {

    @Override
    public String key() {
      return augmentation.steps() + " " + variant;
    }

    @Override
    public void apply(float[] row, int[] shape, int number) {
      augmentation.vary(row, shape, number, variant);
    }
  }

  /** One of the views that rows are predicted by. */
  record View(TestTimeAugmentation views, int view) implements Change {

    @Override
    public String key() {
      return views.augmentation().steps() + " view " + view;
    }

    @Override
    public void apply(float[] row, int[] shape, int number) {
      views.show(row, shape, view);
    }
  }

  /** The rows themselves. */
  static Prepared by(Preprocessing preprocessing) {
    return new Prepared(preprocessing, null);
  }

  /** What all their numbers follow from. */
  String key(Dataset data) {
    String key = data.contentHash() + " " + preprocessing.fingerprintOn(data);
    return change == null ? key : key + " " + change.key();
  }

  /** Some of them. */
  Examples rows(Dataset data, int[] rows) {
    Examples examples = preprocessing.apply(data, rows);
    if (change == null) {
      return examples;
    }
    float[] numbers = examples.features().clone();
    float[] row = new float[examples.width()];
    for (int i = 0; i < rows.length; i++) {
      examples.copy(i, row, 0);
      change.apply(row, examples.shape(), rows[i]);
      System.arraycopy(row, 0, numbers, i * row.length, row.length);
    }
    return new Examples(numbers, examples.shape(), examples.targets(), rows);
  }
}
