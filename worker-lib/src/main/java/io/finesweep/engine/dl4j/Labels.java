package io.finesweep.engine.dl4j;

import io.finesweep.data.Targets;
import java.util.Arrays;

/** What the outputs of a row should be. */
final class Labels {

  private Labels() {}

  /** Puts those of {@code row} into {@code into}, from {@code at} on. */
  static void copy(Targets targets, int row, float[] into, int at) {
    int columns = targets.names().size();
    if (targets instanceof Targets.Classes classes) {
      Arrays.fill(into, at, at + columns, 0);
      into[at + classes.labels()[row]] = 1;
    } else {
      double[] values = ((Targets.Numbers) targets).values()[row];
      for (int column = 0; column < columns; column++) {
        into[at + column] = (float) values[column];
      }
    }
  }
}
