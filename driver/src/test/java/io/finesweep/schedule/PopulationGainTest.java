package io.finesweep.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.finesweep.history.Histories;
import io.finesweep.history.History;
import io.finesweep.history.Trial;
import io.finesweep.metric.Goal;
import io.finesweep.sampler.RandomSearch;
import io.finesweep.space.SearchSpace;
import io.finesweep.space.Spaces;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.RunId;
import io.finesweep.trial.Seeds;
import io.finesweep.trial.Value;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What population based training is for: where the best value changes in the course of a training.
 * Here it is the rate of stochastic gradient descent on a noisy parabola, whose expected loss L
 * becomes (1 − rate)² L + rate² σ² in an epoch: high rates are soon there, low ones come further.
 */
class PopulationGainTest {

  private static final SearchSpace SPACE = Spaces.space(Spaces.logReal("rate", 1e-3, 1));
  private static final int EPOCHS = 100;
  private static final int MEMBERS = 10;
  private static final int SWEEPS = 40;
  private static final double NOISE = 0.01;

  @Test
  void findsBetterSchedulesThanRandomConstantsInAsManyEpochs() {
    int better = 0;
    for (int seed = 0; seed < SWEEPS; seed++) {
      Seeds seeds = new Seeds(seed);
      Perturbation perturbation = new Perturbation(SPACE, path -> false);
      Population population = new Population(MEMBERS, LadderShape.DEFAULT, perturbation, seeds);
      better += lowest(population, seeds) < lowest(new Full(), seeds) ? 1 : 0;
    }
    assertThat(better).isGreaterThanOrEqualTo(SWEEPS * 3 / 4);
  }

  /** The lowest loss after all epochs. */
  private static double lowest(Schedule schedule, Seeds seeds) {
    Histories writer = Histories.of(Goal.MINIMIZE, 1, EPOCHS);
    Map<RunId, Double> losses = new HashMap<>();
    double lowest = 1;
    while (true) {
      History history = writer.history();
      int number = history.trials().size();
      Decision decision =
          ScheduleContract.next(
              schedule,
              history,
              ScheduleContract.left(
                  history, 1, ScheduleContract.ANY, ScheduleContract.ANY, (long) MEMBERS * EPOCHS));
      RunId run;
      if (decision instanceof Decision.Start start) {
        Configuration point =
            new RandomSearch(SPACE)
                .next(
                    history,
                    ScheduleContract.left(
                        history,
                        1,
                        ScheduleContract.ANY,
                        ScheduleContract.ANY,
                        ScheduleContract.ANY),
                    seeds.generator("point", number))
                .orElseThrow();
        run = new RunId(number, start.fold(), start.epochs());
        writer.start(point).assign(run);
      } else if (decision instanceof Decision.Promote promote) {
        run = promote.run();
        writer.assign(run);
      } else if (decision instanceof Decision.Fork fork) {
        run = new RunId(number, fork.parent().fold(), fork.epochs());
        ScheduleContract.fork(writer, fork);
      } else {
        return lowest;
      }
      double loss = trained(writer.history().trial(run.trial()), run, losses);
      losses.put(run, loss);
      writer.finish(run.trial(), run.fold(), Histories.scored(loss));
      lowest = run.epochs() == EPOCHS ? Math.min(lowest, loss) : lowest;
    }
  }

  /** The loss that a run comes to from where its trial, or its parent, stood. */
  private static double trained(Trial trial, RunId run, Map<RunId, Double> losses) {
    double rate = ((Value.Real) trial.configuration().value("rate").orElseThrow()).number();
    int from = trial.fold(run.fold()).orElseThrow().epochs();
    Trial.Origin origin = trial.origin();
    int before = run.trial();
    if (origin != null && from <= origin.epochs()) {
      from = origin.epochs();
      before = origin.parent();
    }
    double loss =
        from == 0 ? 1 : losses.getOrDefault(new RunId(before, run.fold(), from), Double.NaN);
    for (int epoch = from; epoch < run.epochs(); epoch++) {
      loss = (1 - rate) * (1 - rate) * loss + rate * rate * NOISE;
    }
    return loss;
  }
}
