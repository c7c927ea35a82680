package io.finesweep.data;

import java.util.List;
import java.util.stream.IntStream;

/** What is to be predicted, of some rows. */
public sealed interface Targets {

  /** The number of rows. */
  int size();

  /** What the model must put out: as many outputs as names. */
  List<String> names();

  /** The targets of {@code rows}, in that order. */
  Targets at(int[] rows);

  /**
   * Of classification.
   *
   * @param labels the class of each row, an index into {@code names}
   */
  record Classes(int[] labels, List<String> names) implements Targets {
    public Classes {
      names = List.copyOf(names);
    }

    @Override
    public int size() {
      return labels.length;
    }

    @Override
    public Classes at(int[] rows) {
      int[] chosen = new int[rows.length];
      for (int i = 0; i < rows.length; i++) {
        chosen[i] = labels[rows[i]];
      }
      return new Classes(chosen, names);
    }

    /** The rows of each class, ascending. */
    public int[][] rowsByClass() {
      int[][] rows = new int[names.size()][];
      for (int c = 0; c < rows.length; c++) {
        int wanted = c;
        rows[c] = IntStream.range(0, labels.length).filter(r -> labels[r] == wanted).toArray();
      }
      return rows;
    }
  }

  /**
   * Of regression.
   *
   * @param values of each row (first index) for each output (second)
   */
  record Numbers(double[][] values, List<String> names) implements Targets {
    public Numbers {
      names = List.copyOf(names);
    }

    @Override
    public int size() {
      return values.length;
    }

    @Override
    public Numbers at(int[] rows) {
      double[][] chosen = new double[rows.length][];
      for (int i = 0; i < rows.length; i++) {
        chosen[i] = values[rows[i]];
      }
      return new Numbers(chosen, names);
    }
  }
}
