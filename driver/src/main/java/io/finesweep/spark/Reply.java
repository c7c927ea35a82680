package io.finesweep.spark;

import io.finesweep.trial.FoldResult;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;

/**
 * What a fold's Spark task returns. It travels as bytes: Spark may be told to use Kryo, which
 * cannot do records, and its own threads need not know our classes.
 */
sealed interface Reply extends Serializable {

  /** The run came to an end of its own. */
  record Ended(FoldResult result) implements Reply {}

  /**
   * Spark started the task again by itself, after it lost an executor for which it blames nobody.
   * The first one may still be running, and both have one attempt: nothing was done.
   */
  record StartedAgain() implements Reply {}

  /** This reply as bytes. */
  default byte[] packed() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(this);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** The reply that {@link #packed} wrote. */
  static Reply unpacked(byte[] bytes) {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
      return (Reply) in.readObject();
    } catch (IOException | ClassNotFoundException e) {
      throw new IllegalStateException("An executor's reply cannot be read.", e);
    }
  }
}
