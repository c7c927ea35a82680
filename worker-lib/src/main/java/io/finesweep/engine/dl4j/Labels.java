package io.finesweep.engine.dl4j;

import io.finesweep.data.Targets;
import java.util.Arrays;

/**
 * What the outputs of a row should be.
 *
 * @param smoothing the share that is spread evenly over all classes
 */
record Labels(Targets targets, double smoothing) {

  /** Puts those of {@code row} into {@code into}, from {@code at} on. */
  void copy(int row, float[] into, int at) {
    int columns = targets.names().size();
    if (targets instanceof Targets.Classes classes) {
      Arrays.fill(into, at, at + columns, (float) (smoothing / columns));
      into[at + classes.labels()[row]] = (float) (1 - smoothing + smoothing / columns);
    } else {
      double[] values = ((Targets.Numbers) targets).values()[row];
      for (int column = 0; column < columns; column++) {
        into[at + column] = (float) values[column];
      }
    }
  }
}
