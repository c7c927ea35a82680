package io.finesweep.fold;

import io.finesweep.data.Augmentation;
import io.finesweep.data.Dataset;
import io.finesweep.data.Examples;
import io.finesweep.data.Preprocessing;

/**
 * How rows are before a model reads them.
 *
 * @param preprocessing of all of them
 * @param augmentation of which they are a variant; none where they are themselves
 * @param variant which one
 */
record Prepared(Preprocessing preprocessing, Augmentation augmentation, int variant) {

  /** The rows themselves. */
  static Prepared by(Preprocessing preprocessing) {
    return new Prepared(preprocessing, Augmentation.NONE, 0);
  }

  /** What all their numbers follow from. */
  String key(Dataset data) {
    String key = data.contentHash() + " " + preprocessing.fingerprintOn(data);
    return augmentation.isEmpty() ? key : key + " " + augmentation.steps() + " " + variant;
  }

  /** Some of them. */
  Examples rows(Dataset data, int[] rows) {
    Examples examples = preprocessing.apply(data, rows);
    if (augmentation.isEmpty()) {
      return examples;
    }
    float[] numbers = examples.features().clone();
    float[] row = new float[examples.width()];
    for (int i = 0; i < rows.length; i++) {
      examples.copy(i, row, 0);
      augmentation.vary(row, examples.shape(), rows[i], variant);
      System.arraycopy(row, 0, numbers, i * row.length, row.length);
    }
    return new Examples(numbers, examples.shape(), examples.targets(), rows);
  }
}
