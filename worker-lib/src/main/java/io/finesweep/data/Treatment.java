package io.finesweep.data;

import java.util.List;
import java.util.Map;

/**
 * How rows are read and prepared.
 *
 * @param classes only rows of these are kept; all where empty
 * @param standardizesTargets whether regression targets are brought to mean 0 and deviation 1 for
 *     training
 * @param levels of the columns whose categories the user has listed
 */
public record Treatment(
    Task task,
    List<String> classes,
    MissingValues missing,
    Scaling scaling,
    boolean standardizesTargets,
    Map<String, List<String>> levels) {
  public Treatment {
    classes = List.copyOf(classes);
    levels = Map.copyOf(levels);
  }
}
