package io.finesweep.store;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One file of the journal.
 *
 * @param incarnation of the driver that wrote it, from 1
 * @param number of those that this driver wrote, from 0
 */
record Segment(int incarnation, int number) implements Comparable<Segment> {

  private static final Pattern NAME = Pattern.compile("(\\d{6})-(\\d{6})\\.jsonl");
  private static final Comparator<Segment> ORDER =
      Comparator.comparingInt(Segment::incarnation).thenComparingInt(Segment::number);

  /**
   * The first line of a segment.
   *
   * @param ends the length in bytes at which earlier segments end, by name: what their writers put
   *     behind it does not count
   */
  record Header(SortedMap<String, Long> ends) {
    Header {
      ends = new TreeMap<>(ends);
    }
  }

  /** The segment that a file of this name is, empty for any other file. */
  static Optional<Segment> named(String name) {
    Matcher matcher = NAME.matcher(name);
    return matcher.matches()
        ? Optional.of(
            new Segment(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
        : Optional.empty();
  }

  /** The segment of this name. */
  static Segment of(String name) {
    return named(name)
        .orElseThrow(() -> new IllegalArgumentException("'" + name + "' is no segment."));
  }

  /** The name of the file. */
  String name() {
    return String.format(Locale.ROOT, "%06d-%06d.jsonl", incarnation, number);
  }

  /** The path below the sweep's folder. */
  String path() {
    return SweepFolder.JOURNAL + "/" + name();
  }

  /** The segment that the same driver writes after this one. */
  Segment next() {
    return new Segment(incarnation, number + 1);
  }

  /** Whether this segment may come right after {@code before}. */
  boolean follows(Segment before) {
    return equals(before.next()) || (incarnation == before.incarnation + 1 && number == 0);
  }

  @Override
  public int compareTo(Segment other) {
    return ORDER.compare(this, other);
  }
}
