package io.finesweep.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rows in order of time. Rows of one time are never parted, so what comes after a cut is later than
 * all before it.
 */
final class TimeOrder {

  private final int[] rows;
  private final double[] times;

  TimeOrder(int[] rows, double[] times) {
    this.times = times;
    this.rows =
        Arrays.stream(rows)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer row) -> times[row]))
            .mapToInt(Integer::intValue)
            .toArray();
  }

  /** The latest {@code share} of the rows, ascending by number. */
  int[] latest(double share) {
    return part(cut((int) Math.round(rows.length * (1 - share))), rows.length);
  }

  /**
   * Folds over a growing window: all but the first of {@code folds + 1} equal blocks is validated
   * on once, after training on all blocks before it.
   */
  List<Fold> growing(int folds) {
    int[] cuts =
        IntStream.rangeClosed(0, folds + 1)
            .map(block -> cut((int) ((long) rows.length * block / (folds + 1))))
            .toArray();
    List<Fold> growing = new ArrayList<>();
    for (int fold = 0; fold < folds; fold++) {
      if (cuts[fold + 1] == 0 || cuts[fold + 1] == cuts[fold + 2]) {
        throw new InvalidData(
            "%d rows with %d different times cannot make %d folds in order of time; rows of one time stay together.\nMaybe set fewer folds."
                .formatted(
                    rows.length,
                    Arrays.stream(rows).mapToDouble(r -> times[r]).distinct().count(),
                    folds));
      }
      growing.add(new Fold(fold, part(0, cuts[fold + 1]), part(cuts[fold + 1], cuts[fold + 2])));
    }
    return growing;
  }

  /** The start of the rows with the time of row {@code place}: ties fall behind the cut. */
  private int cut(int place) {
    int cut = Math.min(place, rows.length);
    while (cut > 0 && cut < rows.length && times[rows[cut - 1]] == times[rows[cut]]) {
      cut--;
    }
    return cut;
  }

  private int[] part(int from, int to) {
    return Arrays.stream(rows, from, to).sorted().toArray();
  }
}
