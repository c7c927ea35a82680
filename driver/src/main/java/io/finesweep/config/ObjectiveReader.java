package io.finesweep.config;

import io.finesweep.metric.Goal;
import io.finesweep.metric.Metric;
import io.finesweep.metric.Metrics;
import io.finesweep.metric.Objective;
import io.finesweep.trial.Names;
import io.finesweep.trial.Section;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads {@code objective} and {@code metrics} of the {@code sweep} section. */
final class ObjectiveReader {

  private final Section sweep;
  private final Measuring measuring;

  ObjectiveReader(Section sweep, Measuring measuring) {
    this.sweep = sweep;
    this.measuring = measuring;
  }

  /** The objectives, the most important first; at least one. */
  List<Objective> objectives() {
    List<Objective> objectives = new ArrayList<>();
    boolean empty = sweep.raw("objective") instanceof Collection<?> items && items.isEmpty();
    if (empty || !sweep.has("objective")) {
      sweep.problem(
          "objective",
          "'" + sweep.path("objective") + "' is missing: it names the metric to make good.",
          "Maybe add objective = { metric = accuracy } to '" + sweep.path() + "'.");
    }
    Set<String> seen = new LinkedHashSet<>();
    for (Section section : sweep.sections("objective")) {
      Objective objective = objective(section);
      if (!objective.metric().isEmpty() && !seen.add(objective.metric())) {
        section.problem(
            "metric",
            "'"
                + section.path("metric")
                + "' is '"
                + objective.metric()
                + "', which is an objective already.",
            "Maybe remove one of the two.");
      }
      objectives.add(objective);
    }
    return objectives.isEmpty()
        ? List.of(new Objective("accuracy", Goal.MAXIMIZE))
        : List.copyOf(objectives);
  }

  private Objective objective(Section section) {
    String name = section.required("metric", "the metric to make good, such as accuracy or rmse");
    Optional<Metric> ours = Metrics.named(name);
    Goal goal = section.option("goal", ours.map(Metric::goal).orElse(Goal.MAXIMIZE));
    section.has("metric");
    section.end();
    if (ours.isPresent() && goal != ours.get().goal()) {
      section.problem(
          "goal",
          "'"
              + section.path("goal")
              + "' is "
              + lower(goal)
              + ", but '"
              + name
              + "' is better"
              + (goal == Goal.MAXIMIZE ? " where it is lower." : " where it is higher."),
          "Maybe leave it out: the goals of our own metrics are known.");
    } else if (ours.isEmpty() && !name.isEmpty()) {
      foreign(section, name);
    }
    return new Objective(ours.map(Metric::name).orElse(name), goal);
  }

  private void foreign(Section section, String name) {
    if (measuring == Measuring.INSIDE) {
      unknown(section, "metric", name);
    } else if (!section.has("goal")) {
      section.problem(
          "goal",
          "'"
              + section.path("goal")
              + "' is missing: '"
              + name
              + "' is no metric of ours, so only you know which way it is better.",
          "Maybe add goal = maximize or goal = minimize. " + Names.maybe(name, Metrics.names()));
    }
  }

  /** The names of all metrics to compute, the objectives first. */
  List<String> metrics(List<Objective> objectives) {
    Set<String> metrics = new LinkedHashSet<>();
    objectives.forEach(objective -> metrics.add(objective.metric()));
    for (String name : sweep.texts("metrics", List.of())) {
      Optional<Metric> ours = Metrics.named(name);
      if (ours.isEmpty() && measuring == Measuring.INSIDE) {
        unknown(sweep, "metrics", name);
      }
      metrics.add(ours.map(Metric::name).orElse(name));
    }
    return List.copyOf(metrics);
  }

  private static void unknown(Section section, String key, String name) {
    section.problem(
        key,
        "'"
            + section.path(key)
            + "' names '"
            + name
            + "', which is no metric that Finesweep"
            + " computes.",
        Names.maybe(name, Metrics.names()));
  }

  private static String lower(Goal goal) {
    return goal.name().toLowerCase(Locale.ROOT);
  }
}
