package io.finesweep.engine;

import io.finesweep.data.Examples;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The layers of a base model that stay as they are, and training above them. What they put out for
 * a row depends on nothing but the row's numbers, so that it is computed once for all runs that
 * need it. It cannot change; any thread may use it.
 */
public interface FrozenPart {

  /**
   * What tells these layers apart from any others: base model, cut, the shape of a row and the
   * numeric path.
   */
  String key();

  /** The shape of what the layers put out for one row. */
  int[] shape();

  /** Makes the layers ready to compute, in the thread that asks. */
  Pass open();

  /**
   * Parts of the same model whose output is all that the rest of these layers read, those next to
   * the end first. Where one's features are known, the others follow from them.
   */
  default List<FrozenPart> below() {
    return List.of();
  }

  /**
   * Makes those of the layers ready to compute that {@code lower} has not got.
   *
   * @param lower one of {@link #below}, whose features are the rows to compute from
   */
  default Pass openAbove(FrozenPart lower) {
    throw new IllegalArgumentException("Nothing is below: " + lower.key());
  }

  /**
   * Begins to train what is above, or goes on; as {@link Engine#start} does.
   *
   * @param features what the layers put out for the rows to train on: for the rows themselves, or
   *     for each of their variants, which epochs see in turn
   */
  FineTuning start(
      Recipe recipe, List<Examples> features, long seed, @Nullable InputStream checkpoint)
      throws IOException;

  /** Frozen layers that compute. Used by one thread, the one that made it. */
  interface Pass extends AutoCloseable {

    /** What the layers put out for each of {@code rows}, row after row. */
    float[] features(Examples rows);

    /** Gives all memory back, native memory included. */
    @Override
    void close();
  }
}
