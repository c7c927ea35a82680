package io.finesweep.schedule;

import io.finesweep.history.FoldProgress;
import io.finesweep.history.Trial;
import io.finesweep.trial.Seeds;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The order in which a trial's folds are run: a seeded permutation, the same for all trials, so
 * that they are compared on the same folds.
 */
public final class FoldOrder {

  private final Seeds seeds;
  private int[] order = {};

  /**
   * An order of folds.
   *
   * @param seeds of the sweep
   */
  public FoldOrder(Seeds seeds) {
    this.seeds = seeds;
  }

  /** The fold at {@code place} of {@code folds}. */
  public int fold(int place, int folds) {
    if (order.length != folds) {
      order = shuffled(folds, seeds.generator("folds"));
    }
    return order[place];
  }

  /** The first fold of {@code folds} that {@code trial} may still begin. */
  public Optional<Integer> next(Trial trial, int folds) {
    for (int place = 0; place < folds; place++) {
      int fold = fold(place, folds);
      FoldProgress progress = trial.folds().get(fold);
      if (progress == null || progress.isFree()) {
        return Optional.of(fold);
      }
    }
    return Optional.empty();
  }

  private static int[] shuffled(int folds, RandomGenerator random) {
    int[] order = new int[folds];
    for (int fold = 0; fold < folds; fold++) {
      int place = random.nextInt(fold + 1);
      order[fold] = order[place];
      order[place] = fold;
    }
    return order;
  }
}
