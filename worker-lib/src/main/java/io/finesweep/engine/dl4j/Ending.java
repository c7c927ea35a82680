package io.finesweep.engine.dl4j;

import java.io.IOException;
import java.io.OutputStream;

/** Writes a model that was trained, whole. */
@FunctionalInterface
interface Ending {
  void write(OutputStream out) throws IOException;
}
