package io.finesweep.data;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/** A reader that knows whether it has passed an odd number of quotes. */
final class QuoteCount extends FilterReader {

  private boolean odd;

  QuoteCount(Reader in) {
    super(in);
  }

  boolean isOdd() {
    return odd;
  }

  @Override
  public int read() throws IOException {
    int letter = super.read();
    odd ^= letter == '"';
    return letter;
  }

  @Override
  public int read(char[] buffer, int from, int length) throws IOException {
    int count = super.read(buffer, from, length);
    for (int i = from; i < from + count; i++) {
      odd ^= buffer[i] == '"';
    }
    return count;
  }
}
