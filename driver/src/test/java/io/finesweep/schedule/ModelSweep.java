package io.finesweep.schedule;

import io.finesweep.history.Event;
import io.finesweep.history.Histories;
import io.finesweep.history.History;
import io.finesweep.history.Trial;
import io.finesweep.metric.Goal;
import io.finesweep.trial.RunId;
import io.finesweep.trial.Seeds;
import java.util.random.RandomGenerator;

/**
 * A sweep in the model that a race believes in: a fold's score at all epochs is the trial's level,
 * the fold's effect and noise, with deviations of .05, .01 and .01; before, the trial's early
 * fortune comes on top, the less of it the more epochs were trained.
 *
 * @param early the deviation of that fortune before the first epoch
 */
record ModelSweep(Seeds seeds, int trials, int folds, int epochs, double early) {

  /** Played with so many slots, of which the run assigned first ends first. */
  History played(Schedule schedule, int slots) {
    return played(schedule, slots, ScheduleContract.ANY);
  }

  /** The same, with no more than {@code most} epochs over all folds. */
  History played(Schedule schedule, int slots, long most) {
    Histories writer = Histories.of(Goal.MAXIMIZE, folds, epochs);
    while (true) {
      History history = writer.history();
      Decision decision =
          history.outstanding().size() < slots
              ? ScheduleContract.next(
                  schedule,
                  history,
                  ScheduleContract.left(history, slots, trials, ScheduleContract.ANY, most))
              : new Decision.Wait();
      if (decision instanceof Decision.Start start) {
        int number = history.trials().size();
        writer.start(ScheduleContract.point(number));
        writer.assign(new RunId(number, start.fold(), start.epochs()));
      } else if (decision instanceof Decision.Promote promote) {
        writer.assign(promote.run());
      } else if (decision instanceof Decision.Choose choose) {
        writer.record(new Event.RungChosen(choose.lowest(), history.totals().lastEvent()));
      } else if (history.outstanding().isEmpty()) {
        return history;
      } else {
        RunId first = history.outstanding().firstKey();
        writer.finish(first.trial(), first.fold(), Histories.scored(score(first)));
      }
    }
  }

  /** What a run comes to. */
  double score(RunId run) {
    RandomGenerator level = seeds.generator("level", run.trial());
    RandomGenerator effect = seeds.generator("effect", run.fold());
    RandomGenerator noise = seeds.generator("noise", run.trial(), run.fold());
    RandomGenerator fortune = seeds.generator("fortune", run.trial());
    return 0.05 * level.nextGaussian()
        + 0.01 * effect.nextGaussian()
        + 0.01 * noise.nextGaussian()
        + early * (1 - (double) run.epochs() / epochs) * fortune.nextGaussian();
  }

  /** Whether the trial with the best mean over all folds was trained on all of them. */
  boolean completesTheBest(History history) {
    int best = 0;
    double most = Double.NEGATIVE_INFINITY;
    for (int trial = 0; trial < trials; trial++) {
      double sum = 0;
      for (int fold = 0; fold < folds; fold++) {
        sum += score(new RunId(trial, fold, epochs));
      }
      best = sum > most ? trial : best;
      most = Math.max(most, sum);
    }
    return history.trial(best).status(history.terms().full()) == Trial.Status.COMPLETE;
  }
}
