package io.finesweep.engine.dl4j;

import java.util.random.RandomGenerator;

/** The order in which an epoch sees the rows. */
final class RowOrder {

  private RowOrder() {}

  /** A permutation of {@code rows} rows (Fisher and Yates; Durstenfeld 1964). */
  static int[] shuffled(int rows, RandomGenerator random) {
    int[] order = new int[rows];
    for (int i = 0; i < order.length; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }
}
