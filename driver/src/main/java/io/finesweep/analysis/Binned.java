package io.finesweep.analysis;

import io.finesweep.space.Parameter;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.Value;
import java.util.List;

/**
 * Trials in a box that is cut into cells of equal prior probability along each parameter.
 *
 * @param parameters active in all of them
 * @param sizes how many cells each parameter has
 * @param cells of each trial (first index) along each parameter (second)
 * @param values of each trial, what is to be explained
 */
record Binned(List<Parameter> parameters, int[] sizes, int[][] cells, double[] values) {

  private static final int MOST_CELLS = 20;

  /** These trials along these parameters. */
  static Binned of(List<Parameter> parameters, List<Configuration> trials, double[] values) {
    int[] sizes =
        parameters.stream().mapToInt(p -> (int) Math.min(p.cardinality(), MOST_CELLS)).toArray();
    int[][] cells = new int[values.length][sizes.length];
    for (int row = 0; row < values.length; row++) {
      for (int p = 0; p < sizes.length; p++) {
        Parameter parameter = parameters.get(p);
        Value value = trials.get(row).value(parameter.path()).orElseThrow();
        cells[row][p] = Math.min((int) (parameter.unit(value) * sizes[p]), sizes[p] - 1);
      }
    }
    return new Binned(parameters, sizes, cells, values);
  }

  int size() {
    return values.length;
  }

  /** The value of a parameter in the middle of a cell. */
  Value value(int parameter, int cell) {
    return parameters.get(parameter).at((cell + 0.5) / sizes[parameter]);
  }
}
