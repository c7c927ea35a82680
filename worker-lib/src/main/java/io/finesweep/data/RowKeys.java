package io.finesweep.data;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.function.IntFunction;

/** Reads what tells rows apart. */
final class RowKeys {

  private final IntFunction<String> place;

  RowKeys(IntFunction<String> place) {
    this.place = place;
  }

  /** A hash of each cell's text; {@code key} is the key of the configuration that names it. */
  long[] ofTexts(Column column, String key) {
    long[] hashes = new long[column.size()];
    for (int row = 0; row < hashes.length; row++) {
      hashes[row] = Hashes.of(present(column, row, key));
    }
    return hashes;
  }

  /** A hash of each row's features and targets. */
  static long[] ofContent(Features features, Targets targets) {
    long[] hashes = features instanceof Features.Table table ? cells(table) : images(features);
    for (int row = 0; row < hashes.length; row++) {
      hashes[row] = Hashes.combine(hashes[row], content(targets, row));
    }
    return hashes;
  }

  /** The time of each cell: its number, or seconds since 1970 of an ISO date or date and time. */
  double[] times(Column column) {
    double[] times = new double[column.size()];
    for (int row = 0; row < times.length; row++) {
      String text = present(column, row, "time");
      times[row] =
          column instanceof Column.Numbers numbers ? numbers.values()[row] : time(text, row);
    }
    return times;
  }

  private double time(String text, int row) {
    String iso = text.length() > 10 && text.charAt(10) == ' ' ? text.replace(' ', 'T') : text;
    try {
      if (iso.length() <= 10) {
        return LocalDate.parse(iso).toEpochDay() * 86_400.0;
      }
      boolean zoned = iso.endsWith("Z") || iso.substring(11).matches(".*[+-].*");
      OffsetDateTime time =
          zoned ? OffsetDateTime.parse(iso) : LocalDateTime.parse(iso).atOffset(ZoneOffset.UTC);
      return time.toEpochSecond() + time.getNano() / 1e9;
    } catch (DateTimeParseException e) {
      throw new InvalidData(
          place.apply(row)
              + ": the time is '"
              + text
              + "'; it must be a number, a date such as 2024-05-31 or a date and time such as"
              + " 2024-05-31T12:00:00Z.",
          e);
    }
  }

  private String present(Column column, int row, String key) {
    String text = column.text(row);
    if (text == null) {
      throw new InvalidData(
          place.apply(row)
              + ": '"
              + column.name()
              + "' is missing; data."
              + key
              + " names it, so every row needs it.\nMaybe fill it in, or leave out data."
              + key
              + ".");
    }
    return text;
  }

  private static long[] images(Features features) {
    long[] hashes = new long[features.size()];
    for (int row = 0; row < hashes.length; row++) {
      if (features instanceof Features.Pixels pixels) {
        int width = pixels.values().length / hashes.length;
        hashes[row] = Hashes.of(pixels.values(), row * width, width);
      } else if (features instanceof Features.Reals reals) {
        int width = reals.values().length / hashes.length;
        hashes[row] = Hashes.of(reals.values(), row * width, width);
      }
    }
    return hashes;
  }

  private static long[] cells(Features.Table table) {
    long[] hashes = new long[table.size()];
    for (Column column : table.columns()) {
      if (column instanceof Column.Numbers numbers) {
        for (int row = 0; row < hashes.length; row++) {
          hashes[row] = Hashes.combine(hashes[row], Hashes.of(numbers.values()[row]));
        }
      } else if (column instanceof Column.Texts texts) {
        long[] levels = texts.levels().stream().mapToLong(Hashes::of).toArray();
        for (int row = 0; row < hashes.length; row++) {
          int code = texts.codes()[row];
          hashes[row] = Hashes.combine(hashes[row], code < 0 ? 0 : levels[code]);
        }
      }
    }
    return hashes;
  }

  private static long content(Targets targets, int row) {
    if (targets instanceof Targets.Classes classes) {
      return Hashes.of(classes.names().get(classes.labels()[row]));
    }
    long hash = 0;
    for (double value : ((Targets.Numbers) targets).values()[row]) {
      hash = Hashes.combine(hash, Hashes.of(value));
    }
    return hash;
  }
}
