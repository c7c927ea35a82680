package io.finesweep.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * How the best of one objective went over the runs of a scheduled sweep: sweeps whose names differ
 * in a day or a number at their end only.
 *
 * @param series what their names have in common
 * @param dots in a view box of 600 × 120, in the order begun
 */
public record Trend(String series, String objective, List<Dot> dots, String low, String high) {

  private static final String ENDING = "[-_.]?(\\d{4}-?\\d{2}-?\\d{2}([-_.T]?\\d+)*|\\d+)$";

  public Trend {
    dots = List.copyOf(dots);
  }

  /** One run. */
  public record Dot(String name, String x, String y, String text) {}

  /** The points as SVG writes them. */
  public String line() {
    StringBuilder line = new StringBuilder();
    dots.forEach(p -> line.append(p.x()).append(',').append(p.y()).append(' '));
    return line.toString().trim();
  }

  /** The first run's name. */
  public String first() {
    return dots.get(0).name();
  }

  /** The last run's name. */
  public String last() {
    return dots.get(dots.size() - 1).name();
  }

  private record Key(String series, String objective) {}

  /** One run and what it came to. */
  private record Run(String name, double best) {}

  /** The trends among these sweeps; a single run makes none. */
  static List<Trend> of(List<SweepEntry> entries) {
    Map<Key, List<Run>> series =
        new TreeMap<>(Comparator.comparing(Key::series).thenComparing(Key::objective));
    entries.stream()
        .sorted(Comparator.comparingLong(entry -> entry.identity().begun()))
        .forEach(entry -> add(entry, series));
    List<Trend> trends = new ArrayList<>();
    series.forEach(
        (key, runs) -> {
          if (runs.size() > 1) {
            trends.add(trend(key, runs));
          }
        });
    return trends;
  }

  private static void add(SweepEntry entry, Map<Key, List<Run>> series) {
    String name = entry.identity().name();
    String common = name.replaceFirst(ENDING, "");
    SweepEntry.Winner winner = entry.outcome().winner();
    if (winner != null && !common.isEmpty() && !common.equals(name)) {
      series
          .computeIfAbsent(
              new Key(common, entry.outcome().objective().metric()), key -> new ArrayList<>())
          .add(new Run(name, winner.best().mean()));
    }
  }

  private static Trend trend(Key key, List<Run> runs) {
    double low = runs.stream().mapToDouble(Run::best).min().orElse(0);
    double high = runs.stream().mapToDouble(Run::best).max().orElse(1);
    double span = high > low ? high - low : 1;
    List<Dot> dots = new ArrayList<>();
    for (int i = 0; i < runs.size(); i++) {
      Run run = runs.get(i);
      String x = at(10 + 580.0 * i / (runs.size() - 1));
      String y = at(110 - 100 * (run.best() - low) / span);
      dots.add(new Dot(run.name(), x, y, run.name() + ": " + Words.number(run.best())));
    }
    return new Trend(key.series(), key.objective(), dots, Words.number(low), Words.number(high));
  }

  private static String at(double place) {
    return String.format(Locale.ROOT, "%.1f", place);
  }
}
