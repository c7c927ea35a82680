package io.finesweep.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import io.finesweep.history.Histories;
import io.finesweep.metric.Goal;
import io.finesweep.space.SearchSpace;
import io.finesweep.space.Spaces;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.Value;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TryFirstTest extends SamplerContract {

  @Override
  Sampler sampler(SearchSpace space) {
    return new TryFirst(List.of(), new RandomSearch(space));
  }

  private static Configuration at(double x) {
    return Configuration.of(Map.of("x", new Value.Real(x)));
  }

  @Test
  void leadsAstrayForNoMoreTrialsThanItHasPoints() {
    SearchSpace space = Spaces.space(Spaces.real("x", 0, 1));
    Histories writer = Histories.of(Goal.MAXIMIZE, 1, 1);
    writer.trial(at(0.7), 1).trial(at(0.8), 1);
    Sampler changed = new TryFirst(List.of(at(0.3), at(0.1)), new RandomSearch(space));
    assertThat(next(changed, writer.history()))
        .isEqualTo(next(new RandomSearch(space), writer.history()));
  }

  @Test
  void proposesItsPointsInOrderAndEachOnceWhereverItBegins() {
    SearchSpace space = Spaces.space(Spaces.real("x", 0, 1));
    Histories writer = Histories.of(Goal.MAXIMIZE, 1, 1);
    for (double x : new double[] {0.3, 0.1, 0.2}) {
      // Another one for each trial, as after a restart.
      Sampler sampler = new TryFirst(List.of(at(0.3), at(0.1), at(0.2)), new RandomSearch(space));
      assertThat(next(sampler, writer.history())).contains(at(x));
      writer.trial(at(x), 1);
    }
    Sampler sampler = new TryFirst(List.of(at(0.3), at(0.1), at(0.2)), new RandomSearch(space));
    assertThat(next(sampler, writer.history()))
        .isEqualTo(next(new RandomSearch(space), writer.history()));
  }
}
