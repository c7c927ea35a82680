package io.finesweep.fold;

import io.finesweep.data.Dataset;
import io.finesweep.data.Examples;
import io.finesweep.engine.FrozenPart;
import io.finesweep.trial.Experiment;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/** What frozen layers put out for all rows of a data set, computed once for all who need it. */
final class FrozenFeatures {

  private static final int ROWS_AT_ONCE = 256;

  private final SharedMemory memory;
  private final LocalFeatures local;
  private final FeatureFiles stored;

  /**
   * @param local gets what {@code memory} drops
   */
  FrozenFeatures(SharedMemory memory, LocalFeatures local, FeatureFiles stored) {
    this.memory = memory;
    this.local = local;
    this.stored = stored;
  }

  /** What {@code part} puts out for {@code rows} of {@code data}. */
  record Wanted(FrozenPart part, Dataset data, Prepared rows) {

    String key() {
      return rows.key(data) + " " + part.key();
    }

    int length() {
      return Math.multiplyExact(data.size(), width(part));
    }

    /** The same of layers below. */
    Wanted of(FrozenPart lower) {
      return new Wanted(lower, data, rows);
    }
  }

  /** How many numbers {@code part} puts out for a row. */
  static int width(FrozenPart part) {
    return IntStream.of(part.shape()).reduce(1, Math::multiplyExact);
  }

  /**
   * As they are in memory, or else on this machine's disk, or in the store, or new.
   *
   * @param betweenBatches called now and then while they are computed; what it throws ends it
   */
  float[] get(Wanted wanted, Experiment experiment, Runnable betweenBatches) throws IOException {
    local.allow(wanted.key(), FeatureFiles.localBound(experiment));
    return memory.get(
        wanted.key(),
        (long) experiment.sharedMemory() << 20,
        () -> load(wanted, experiment, betweenBatches),
        betweenBatches);
  }

  private float[] load(Wanted wanted, Experiment experiment, Runnable betweenBatches)
      throws IOException {
    Optional<float[]> near = local.known(wanted.key(), wanted.length());
    return near.isPresent()
        ? near.get()
        : stored.get(
            experiment,
            wanted.key(),
            wanted.length(),
            () -> compute(wanted, experiment, betweenBatches));
  }

  /**
   * From the features of the highest of the layers below whose features are known, if there are.
   */
  private float[] compute(Wanted wanted, Experiment experiment, Runnable betweenBatches) {
    for (FrozenPart lower : wanted.part().below()) {
      Wanted below = wanted.of(lower);
      float[] known =
          memory
              .known(below.key())
              .or(() -> local.known(below.key(), below.length()))
              .or(() -> stored.known(experiment, below.key(), below.length()))
              .orElse(null);
      if (known != null) {
        try (FrozenPart.Pass pass = wanted.part().openAbove(lower)) {
          return pass(pass, wanted, rows -> some(known, below, rows), betweenBatches);
        }
      }
    }
    try (FrozenPart.Pass pass = wanted.part().open()) {
      return pass(pass, wanted, rows -> wanted.rows().rows(wanted.data(), rows), betweenBatches);
    }
  }

  private static Examples some(float[] known, Wanted below, int[] rows) {
    return new Examples(
        known,
        below.part().shape(),
        below.rows().preprocessing().targets(below.data(), rows),
        rows,
        rows);
  }

  /** Always in the same blocks: the last bits of a row's features may depend on its block. */
  private static float[] pass(
      FrozenPart.Pass pass,
      Wanted wanted,
      Function<int[], Examples> input,
      Runnable betweenBatches) {
    int size = wanted.data().size();
    float[] features = new float[wanted.length()];
    for (int from = 0; from < size; from += ROWS_AT_ONCE) {
      betweenBatches.run();
      int to = Math.min(from + ROWS_AT_ONCE, size);
      float[] some = pass.features(input.apply(IntStream.range(from, to).toArray()));
      System.arraycopy(some, 0, features, from * width(wanted.part()), some.length);
    }
    return features;
  }
}
