package io.finesweep.engine.dl4j;

import java.io.IOException;
import java.io.OutputStream;

/** Writes a model that was trained, whole. */
@FunctionalInterface
interface Ending<M> {
  void write(M trained, OutputStream out) throws IOException;
}
