package io.finesweep.data;

import java.util.random.RandomGenerator;

/** The order in which an epoch sees the rows. */
public final class RowOrder {

  private RowOrder() {}

  /** A permutation of {@code rows} rows (Fisher and Yates; Durstenfeld 1964). */
  public static int[] shuffled(int rows, RandomGenerator random) {
    int[] order = new int[rows];
    for (int i = 0; i < order.length; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  /**
   * As many rows as there are, each class that has rows equally often, give or take one: rows of
   * small classes come several times, some of large ones not at all.
   */
  public static int[] balanced(Targets.Classes targets, RandomGenerator random) {
    int[][] byClass = targets.rowsByClass();
    int rows = targets.size();
    int[] drawn = new int[rows];
    int[] next = new int[byClass.length];
    // Which classes get the rows that are left over is drawn anew each epoch.
    int[] turns = shuffled(byClass.length, random);
    for (int at = 0, turn = 0; at < rows; turn++) {
      int c = turns[turn % turns.length];
      int[] own = byClass[c];
      if (own.length > 0) {
        if (next[c] % own.length == 0) {
          permute(own, random);
        }
        drawn[at++] = own[next[c]++ % own.length];
      }
    }
    permute(drawn, random);
    return drawn;
  }

  private static void permute(int[] rows, RandomGenerator random) {
    int[] before = rows.clone();
    int[] order = shuffled(rows.length, random);
    for (int i = 0; i < rows.length; i++) {
      rows[i] = before[order[i]];
    }
  }
}
