package io.finesweep.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * One line of a journal's segment: the CRC-32C (Castagnoli) of a JSON text as eight hexadecimal
 * digits, a space, the text, and a line feed.
 */
final class JournalLine {

  private static final int PREFIX = 9;

  private JournalLine() {}

  /** The line that holds {@code json}. */
  static byte[] of(byte[] json) {
    byte[] line = new byte[PREFIX + json.length + 1];
    byte[] sum = checksum(json, 0, json.length).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(sum, 0, line, 0, sum.length);
    line[PREFIX - 1] = ' ';
    System.arraycopy(json, 0, line, PREFIX, json.length);
    line[line.length - 1] = '\n';
    return line;
  }

  /** What {@code line}, without its line feed, holds; empty where its checksum does not fit. */
  static Optional<byte[]> json(byte[] line) {
    if (line.length <= PREFIX || line[PREFIX - 1] != ' ') {
      return Optional.empty();
    }
    String written = new String(line, 0, PREFIX - 1, StandardCharsets.US_ASCII);
    return written.equals(checksum(line, PREFIX, line.length - PREFIX))
        ? Optional.of(Arrays.copyOfRange(line, PREFIX, line.length))
        : Optional.empty();
  }

  private static String checksum(byte[] bytes, int from, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, length);
    return HexFormat.of().toHexDigits((int) crc.getValue());
  }
}
