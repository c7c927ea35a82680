package io.finesweep.engine.dl4j;

import io.finesweep.data.Examples;
import io.finesweep.data.RowOrder;
import io.finesweep.data.Targets;
import io.finesweep.engine.Balance.Sampling;
import io.finesweep.engine.Passes;
import io.finesweep.engine.Recipe;
import io.finesweep.trial.Seeds;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The batches of a run. Those of an epoch depend on the epoch's number alone, not on what was drawn
 * before.
 */
final class Batches {

  /** In place of a variant's number: rows are drawn anew. */
  private static final int ANEW = -1;

  private final List<Examples> variants;
  private final Passes passes;
  private final Labels wanted;
  private final Seeds seeds;
  private final int most;

  /**
   * Batches as the recipe wants them.
   *
   * @param variants of the rows, which epochs see in turn; only their numbers differ
   */
  Batches(List<Examples> variants, Recipe recipe, Seeds seeds) {
    this(variants, recipe, recipe.passes().batchSize(), seeds);
  }

  /**
   * Batches of another size.
   *
   * @param most how many rows one has
   */
  Batches(List<Examples> variants, Recipe recipe, int most, Seeds seeds) {
    this.variants = List.copyOf(variants);
    this.most = most;
    this.passes = recipe.passes();
    this.wanted = Labels.of(variants.get(0).targets(), recipe);
    this.seeds = seeds;
  }

  /** How many make an epoch over {@code rows} rows. */
  static int perEpoch(Recipe recipe, int rows) {
    int batch = recipe.passes().batchSize();
    return Math.max(1, (rows + batch - 1) / batch);
  }

  /** Those of epoch {@code number}, from 0. */
  Epoch epoch(int number) {
    return new Epoch(number, 0);
  }

  /** Those of epoch {@code number} from that one on, of which a process may take some only. */
  Epoch epoch(int number, int from) {
    return new Epoch(number, from);
  }

  /** The batches of one epoch, to be asked for in their order. */
  final class Epoch {

    private final Examples training;
    private final int[] order;
    private final int variant;
    private final RandomGenerator changes;
    private final RandomGenerator mixtures;
    private int at;

    private Epoch(int number, int from) {
      this.training = variants.get(number % variants.size());
      int bound = passes.augmentation().bound();
      this.variant = bound == 0 ? ANEW : number % bound;
      RandomGenerator random = seeds.generator("order", number);
      this.order =
          passes.balance().sampling() == Sampling.BALANCED
              ? RowOrder.balanced((Targets.Classes) training.targets(), random)
              : RowOrder.shuffled(training.size(), random);
      this.at = Math.min(order.length, from * most);
      long[] stream = from == 0 ? new long[] {number} : new long[] {number, from};
      this.changes = seeds.generator("augmentation", stream);
      this.mixtures = seeds.generator("mixing", stream);
    }

    /** How many rows all batches have. */
    int size() {
      return order.length;
    }

    /** How many rows the next batch has; 0 after the last one. */
    int next() {
      return Math.min(most, order.length - at);
    }

    /**
     * Moves on to the batch after this one.
     *
     * @param features where its rows go, one after the other
     * @param labels where what the outputs should be goes
     */
    void take(float[] features, float[] labels) {
      int rows = next();
      int width = training.width();
      int outputs = training.targets().names().size();
      float[] row = new float[width];
      for (int i = 0; i < rows; i++) {
        int index = order[at + i];
        wanted.copy(index, labels, i * outputs);
        if (passes.augmentation().isEmpty()) {
          training.copy(index, features, i * width);
        } else {
          training.copy(index, row, 0);
          change(row, training.rows()[index]);
          System.arraycopy(row, 0, features, i * width, width);
        }
      }
      passes.mixing().apply(features, labels, rows, training.shape(), mixtures);
      at += rows;
    }

    private void change(float[] row, int number) {
      if (variant == ANEW) {
        passes.augmentation().apply(row, training.shape(), changes);
      } else {
        passes.augmentation().vary(row, training.shape(), number, variant);
      }
    }
  }
}
