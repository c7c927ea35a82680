package io.finesweep.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one model did on one data set: what {@code finesweep evaluate} found.
 *
 * @param at when, in milliseconds since 1970 UTC
 * @param author the user who asked for it
 */
public record Evaluation(long at, String author, Subject subject, Rows rows, List<Figure> figures) {

  public Evaluation {
    figures = List.copyOf(figures);
  }

  /** What kind of model it is. */
  public enum Kind {
    /** One that was not fine-tuned. */
    BASE,
    /** A trial's configuration, trained on all rows but the test set's. */
    TRIAL,
    /** Several of them that predict together. */
    ENSEMBLE,
    /** What {@code publish} put in place. */
    PUBLISHED
  }

  /**
   * The model.
   *
   * @param location of its file
   * @param sha256 of its file, in hexadecimal
   * @param sweep that it came out of, or whose data it was measured like; empty for none
   * @param trial whose configuration it has; null for none or several
   */
  public record Subject(
      String location, String sha256, Kind kind, String sweep, @Nullable Integer trial) {}

  /**
   * The rows.
   *
   * @param location of the data
   * @param sha256 of the rows, in hexadecimal: the same for the same rows
   * @param count how many
   */
  public record Rows(String location, String sha256, int count) {}

  /**
   * One metric.
   *
   * @param goal maximize or minimize
   * @param isObjective whether it is the first objective of the model's sweep
   * @param low where its 95% interval begins; null where it is not known
   * @param high where it ends
   * @param resampled its value in each resample of the rows, NaN where it is not defined
   */
  public record Figure(
      String metric,
      String goal,
      boolean isObjective,
      double value,
      @Nullable Double low,
      @Nullable Double high,
      double[] resampled) {}
}
