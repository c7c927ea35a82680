package io.finesweep.schedule;

import io.finesweep.trial.Budget;

/**
 * The schedule that {@code auto} takes: a function of the number of objectives, of a trial's full
 * budget and of how many trials there may be.
 *
 * @param schedule its name
 * @param why in one sentence
 */
public record ScheduleChoice(String schedule, String why) {

  private static final int MANY_EPOCHS = 6;
  private static final int MANY_FOLDS = 3;

  /**
   * What suits a sweep.
   *
   * @param objectives how many metrics there are to be good at
   * @param full a complete trial's budget, with one epoch where a schedule must not decide them
   * @param trials that may be started at most
   */
  public static ScheduleChoice of(int objectives, Budget full, long trials, LadderShape shape) {
    int probes = 2 * shape.reduction();
    if (objectives > 1) {
      return new ScheduleChoice(
          "full",
          "The others rank trials by one objective, and there are " + objectives + " of them.");
    } else if (trials <= probes) {
      return new ScheduleChoice(
          "full",
          trials == 1
              ? "There is only one trial, and none to compare it with."
              : "With " + trials + " trials there are too few to tell early which are no good.");
    } else if (full.epochs() >= MANY_EPOCHS && full.folds() >= MANY_FOLDS) {
      return new ScheduleChoice(
          "asha-race",
          "Of %d epochs and %d folds, the first tell which trials are worth the others."
              .formatted(full.epochs(), full.folds()));
    } else if (full.epochs() >= MANY_EPOCHS) {
      return new ScheduleChoice(
          "asha",
          "Of " + full.epochs() + " epochs, the first tell which trials are worth the others.");
    }
    if (full.folds() >= MANY_FOLDS) {
      return new ScheduleChoice(
          "race",
          "Of " + full.folds() + " folds, the first tell which trials are worth the others.");
    }
    return new ScheduleChoice("full", "A trial is too short to be worth interrupting.");
  }
}
