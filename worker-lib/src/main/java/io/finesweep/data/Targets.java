package io.finesweep.data;

import java.util.List;

/** What is to be predicted, of some rows. */
public sealed interface Targets {

  /** The number of rows. */
  int size();

  /** What the model must put out: as many outputs as names. */
  List<String> names();

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
  }
}
