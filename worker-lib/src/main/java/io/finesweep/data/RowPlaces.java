package io.finesweep.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Remembers, for messages, from which file and line each row came. */
final class RowPlaces {

  private record Start(String file, int row, boolean lines) {}

  private final List<Start> starts = new ArrayList<>();
  private int[] lines = new int[0];
  private int size;

  /** The rows that follow stand in {@code file}, each in a line that is told. */
  void fileOfLines(String file) {
    starts.add(new Start(file, size, true));
  }

  /** The {@code rows} that follow stand in {@code file}. */
  void fileOfRows(String file, int rows) {
    starts.add(new Start(file, size, false));
    size += rows;
  }

  /** The next row stands in {@code line}. */
  void line(long line) {
    if (size >= lines.length) {
      lines = Arrays.copyOf(lines, Math.max(64, size + size / 2));
    }
    lines[size++] = (int) line;
  }

  String of(int row) {
    Start start = starts.get(0);
    for (Start next : starts) {
      start = next.row() <= row ? next : start;
    }
    return start.lines()
        ? start.file() + ", line " + lines[row]
        : start.file() + ", row " + (row - start.row() + 1);
  }
}
