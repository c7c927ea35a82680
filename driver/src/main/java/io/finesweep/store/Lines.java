package io.finesweep.store;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** The lines of a file, up to a length, with their place in it. */
final class Lines implements Closeable {

  private static final int BUFFER = 1 << 16;

  private final InputStream in;
  private final long limit;
  private long offset;
  private int count;

  /**
   * One line.
   *
   * @param number from 1
   * @param end the offset in bytes behind it and its line feed
   * @param ended whether there was a line feed
   */
  record Line(byte[] bytes, int number, long end, boolean ended) {
    /** What it holds, empty where it was not written to its end or changed since. */
    Optional<byte[]> json() {
      return ended ? JournalLine.json(bytes) : Optional.empty();
    }

    /** Whether a writer that died can have left it so, and no later change. */
    boolean isTorn() {
      boolean hole = false;
      for (byte one : bytes) {
        hole |= one == 0;
      }
      return !ended || hole;
    }
  }

  Lines(InputStream in, long limit) {
    this.in = new BufferedInputStream(in, BUFFER);
    this.limit = limit;
  }

  /** The next line, empty at the end. */
  Optional<Line> next() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    boolean ended = false;
    while (!ended && offset < limit) {
      int one = in.read();
      if (one < 0) {
        break;
      }
      offset++;
      ended = one == '\n';
      if (!ended) {
        bytes.write(one);
      }
    }
    if (!ended && bytes.size() == 0) {
      return Optional.empty();
    }
    count++;
    return Optional.of(new Line(bytes.toByteArray(), count, offset, ended));
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
