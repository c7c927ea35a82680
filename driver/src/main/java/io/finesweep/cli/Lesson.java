package io.finesweep.cli;

import io.finesweep.config.SweepConfiguration;
import io.finesweep.history.History;
import io.finesweep.history.PastSweep;
import io.finesweep.metric.Goal;
import io.finesweep.metric.Objective;
import io.finesweep.report.Words;
import io.finesweep.sampler.Lessons;
import io.finesweep.trial.Configuration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an earlier sweep has to tell today's.
 *
 * @param past what is taken over; without results where it tells nothing
 * @param text how many results that is of how many, or why it is none; for people
 */
record Lesson(PastSweep past, String text) {

  /** What the settings begin with that results depend on. */
  private static final List<String> TELLING = List.of("fine-tuning.", "data.", "sweep.validation.");

  /** So many settings that differ are named. */
  private static final int NAMED = 3;

  /** What {@code sweep} has to tell one that is configured as {@code today}. */
  static Lesson of(StoredSweep sweep, SweepConfiguration today) {
    History history = sweep.history();
    String name = sweep.folder().name();
    Objective then = history.terms().objectives().get(0);
    Objective now = today.spec().terms().objectives().get(0);
    if (!then.equals(now)) {
      return new Lesson(
          new PastSweep(name, List.of()), "it " + seeks(then) + ", this sweep " + seeks(now));
    }
    List<Configuration> points = Lessons.points(history);
    if (points.isEmpty()) {
      return new Lesson(new PastSweep(name, List.of()), "it has no result to learn from");
    }
    Translation translation = new Translation(sweep.configuration(), today);
    Map<Configuration, Translation.Sense> senses = new LinkedHashMap<>();
    points.forEach(point -> senses.put(point, translation.of(point)));
    List<String> obstacles =
        senses.values().stream()
            .map(Translation.Sense::obstacle)
            .filter(path -> !path.isEmpty())
            .toList();
    PastSweep past =
        Lessons.of(
            name,
            history,
            point -> Optional.ofNullable(senses.get(point)).map(Translation.Sense::point));
    String text = text(past, points.size(), obstacles);
    return new Lesson(
        past, past.results().isEmpty() ? text : text + otherwise(sweep.configuration(), today));
  }

  /** Which settings differ that are a parameter in neither sweep. */
  private static String otherwise(SweepConfiguration past, SweepConfiguration today) {
    Map<String, String> then = past.resolved().values();
    Map<String, String> now = today.resolved().values();
    List<String> keys =
        Stream.concat(then.keySet().stream(), now.keySet().stream())
            .distinct()
            .filter(key -> TELLING.stream().anyMatch(key::startsWith))
            .filter(key -> !Objects.equals(then.get(key), now.get(key)))
            .filter(key -> !isSearched(past, key) && !isSearched(today, key))
            .sorted()
            .toList();
    int more = keys.size() - NAMED;
    return keys.isEmpty()
        ? ""
        : "; set otherwise then: "
            + String.join(", ", keys.subList(0, Math.min(NAMED, keys.size())))
            + (more > 0 ? " and " + more + " more" : "");
  }

  /** Whether a setting holds a parameter, or is a part of one. */
  private static boolean isSearched(SweepConfiguration sweep, String key) {
    return sweep.spec().space().parameters().stream()
        .map(parameter -> "fine-tuning." + parameter.path() + ".")
        .anyMatch(path -> path.startsWith(key + ".") || (key + ".").startsWith(path));
  }

  private static String seeks(Objective objective) {
    return (objective.goal() == Goal.MINIMIZE ? "minimizes " : "maximizes ") + objective.metric();
  }

  private static String text(PastSweep past, int points, List<String> obstacles) {
    int taken = past.results().size();
    int outside = obstacles.size();
    if (outside == points) {
      return "its "
          + (points == 1 ? "only result lies" : points + " results all lie")
          + " outside today's space, "
          + by(obstacles);
    }
    return (taken == points ? "" : taken + " of ")
        + Words.count(points, "result")
        + " of "
        + past.name()
        + (outside == 0
            ? ""
            : "; "
                + outside
                + (outside == 1 ? " lies" : " lie")
                + " outside today's space, "
                + by(obstacles));
  }

  /** What is in the way most often. */
  private static String by(List<String> obstacles) {
    Map<String, Long> counts =
        obstacles.stream()
            .collect(Collectors.groupingBy(path -> path, TreeMap::new, Collectors.counting()));
    String commonest =
        counts.entrySet().stream()
            .max(
                Map.Entry.<String, Long>comparingByValue()
                    .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
            .map(Map.Entry::getKey)
            .orElse("");
    return (counts.size() == 1 ? "by '" : "most of them by '") + commonest + "'";
  }
}
