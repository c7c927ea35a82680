package io.finesweep.data;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How rows are read and prepared.
 *
 * @param classes only rows of these are kept; all where empty
 * @param standardizesTargets whether regression targets are brought to mean 0 and deviation 1 for
 *     training
 * @param levels of the columns whose categories the user has listed
 * @param text the column whose words are all features; null where there is none
 */
public record Treatment(
    Task task,
    List<String> classes,
    MissingValues missing,
    Scaling scaling,
    boolean standardizesTargets,
    Map<String, List<String>> levels,
    @Nullable TextSpec text) {
  public Treatment {
    classes = List.copyOf(classes);
    levels = Map.copyOf(levels);
  }

  /** Of rows without texts that are read word by word. */
  public Treatment(
      Task task,
      List<String> classes,
      MissingValues missing,
      Scaling scaling,
      boolean standardizesTargets,
      Map<String, List<String>> levels) {
    this(task, classes, missing, scaling, standardizesTargets, levels, null);
  }
}
