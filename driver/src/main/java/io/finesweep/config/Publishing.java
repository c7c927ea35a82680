package io.finesweep.config;

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
 */
public record Publishing(String to, When when, double margin, double confidence) {

  private static final double CONFIDENCE = 0.95;

  /** When a winner is published. */
  public enum When {
    /** When it beats what is in its place. */
    BETTER,
    /** In any case. */
    ALWAYS
  }

  /** Reads the section of {@code top}; null where there is none. */
  static @Nullable Publishing read(Section top) {
    if (!top.has("publish")) {
      return null;
    }
    Section section = top.section("publish");
    Publishing publishing =
        new Publishing(
            section.required("to", "the folder that the winner goes to"),
            section.option("when", When.BETTER),
            section.number("margin", 0, Range.NOT_NEGATIVE),
            section.number("confidence", CONFIDENCE, new Range(0.5, true, 1, false)));
    section.end();
    return publishing;
  }
}
