package io.finesweep.config;

import com.typesafe.config.ConfigOrigin;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where something was written.
 *
 * @param source a file, or {@code --set path=value}
 * @param line from 1; 0 where there are no lines
 */
public record Place(String source, int line) {

  private static final Pattern MERGED = Pattern.compile("merge of ");
  private static final Pattern BORDER = Pattern.compile("(?<=: \\d{1,9}),|(?<=-\\d{1,9}),");
  private static final Pattern LINES = Pattern.compile("^(.*?)(?:: (\\d+)(?:-\\d+)?)?$");

  /** What marks an override given on the command line. */
  static final String OVERRIDE = "--set ";

  /** Files before overrides, then by line. */
  static final Comparator<Place> ORDER =
      Comparator.comparing(Place::isOverride)
          .thenComparing(Place::source)
          .thenComparingInt(Place::line);

  /** The place that {@code origin} describes; of a merged one, the first that is in a file. */
  static Place of(ConfigOrigin origin) {
    Place first = null;
    for (String piece : pieces(origin.description())) {
      Place place = one(piece);
      if (!place.isOverride()) {
        return place;
      }
      first = first == null ? place : first;
    }
    return first == null ? one(origin.description()) : first;
  }

  private static List<String> pieces(String description) {
    String merged = MERGED.matcher(description).replaceAll("");
    return BORDER.splitAsStream(merged).toList();
  }

  private static Place one(String description) {
    Matcher matcher = LINES.matcher(description);
    if (!matcher.matches()) {
      return new Place(description, 0);
    }
    String line = matcher.group(2);
    String source = matcher.group(1);
    boolean counted = line != null && !source.startsWith(OVERRIDE);
    return new Place(source, counted ? Integer.parseInt(line) : 0);
  }

  private boolean isOverride() {
    return source.startsWith(OVERRIDE);
  }

  @Override
  public String toString() {
    return line == 0 ? source : source + ":" + line;
  }
}
