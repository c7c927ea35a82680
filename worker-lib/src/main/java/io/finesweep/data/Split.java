package io.finesweep.data;

import java.util.List;

/**
 * All rows of a data set, parted.
 *
 * @param test row numbers, ascending, that no trial ever sees
 * @param training all others, ascending: what a final model learns from
 */
public record Split(int[] test, int[] training, List<Fold> folds) {
  public Split {
    folds = List.copyOf(folds);
  }
}
