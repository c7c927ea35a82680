package io.finesweep.fold;

import io.finesweep.data.Examples;
import io.finesweep.data.Preprocessing;
import io.finesweep.data.Targets;
import io.finesweep.engine.Recipe;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a refit trains on, for processes that share the work.
 *
 * @param baseModel the content of its file; null where it begins from scratch
 * @param preprocessing fitted on all rows that are trained on
 * @param training these rows
 * @param seed of everything random in the refit
 */
public record RefitRows(
    Recipe recipe,
    byte @Nullable [] baseModel,
    Preprocessing preprocessing,
    Examples training,
    long seed) {

  /** Every {@code parts}-th row, from the one numbered {@code part} on. */
  public Examples part(int part, int parts) {
    int[] chosen = IntStream.range(0, training.size()).filter(i -> i % parts == part).toArray();
    Targets targets = training.targets().at(chosen);
    return new Examples(
        training.features(),
        training.shape(),
        targets,
        IntStream.of(chosen).map(i -> training.rows()[i]).toArray(),
        IntStream.of(chosen).map(i -> training.places()[i]).toArray());
  }
}
