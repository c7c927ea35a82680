package io.finesweep.config;

import io.finesweep.data.DataOverrides;
import io.finesweep.metric.Cost;
import io.finesweep.metric.Metrics;
import io.finesweep.metric.Objective;
import io.finesweep.trial.Section;
import io.finesweep.trial.Section.Range;
import org.jspecify.annotations.Nullable;

/**
 * The {@code publish} section: where a sweep's winner goes, and when.
 *
 * @param to the folder of what is published, a URI
 * @param when whether the winner must be better than what is there
 * @param margin by how much, in units of the first objective
 * @param confidence with what probability that much, from 0.5 to 1
 * @param test rows that no model was trained on; null: those of the sweep's test set are taken
 */
public record Publishing(
    String to, When when, double margin, double confidence, @Nullable DataOverrides test) {

  private static final double CONFIDENCE = 0.95;

  /** When a winner is published. */
  public enum When {
    /** When it beats what is in its place. */
    BETTER,
    /** In any case. */
    ALWAYS
  }

  /**
   * Reads the section of {@code top}; null where there is none.
   *
   * @param objective by which the winner must be better
   */
  static @Nullable Publishing read(Section top, Objective objective) {
    if (!top.has("publish")) {
      return null;
    }
    Section section = top.section("publish");
    Publishing publishing =
        new Publishing(
            section.required("to", "the folder that the winner goes to"),
            section.option("when", When.BETTER),
            section.number("margin", 0, Range.NOT_NEGATIVE),
            section.number("confidence", CONFIDENCE, new Range(0.5, true, 1, false)),
            test(section));
    if (publishing.when() == When.BETTER
        && Metrics.named(objective.metric()).orElse(null) instanceof Cost) {
      section.problem(
          "when",
          "'"
              + section.path("when")
              + "' is better, but the first objective, '"
              + objective.metric()
              + "', is a cost: test rows cannot show that a model is better in it.",
          "Maybe name a metric of quality first, or set when = always.");
    }
    section.end();
    return publishing;
  }

  private static @Nullable DataOverrides test(Section section) {
    DataOverrides test = DataOverrides.at("test", section).orElse(null);
    Object value = section.raw("test");
    if (test == null && value != null) {
      section.problem(
          "test",
          "'" + section.path("test") + "' is " + value + ", but must name data.",
          "Maybe give a path, or { path = ... } with what else is not as in 'data'.");
    }
    return test;
  }
}
