package io.finesweep.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import io.finesweep.history.Histories;
import io.finesweep.history.History;
import io.finesweep.metric.Goal;
import io.finesweep.space.SearchSpace;
import io.finesweep.space.Spaces;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.Value;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class GridTest extends SamplerContract {

  @Override
  Sampler sampler(SearchSpace space) {
    return new Grid(space, 100, SEEDS);
  }

  @Test
  void visitsTheLatticeAtItsResolution() {
    Grid grid = new Grid(Spaces.conditional(), 5, SEEDS);
    assertThat(grid.size()).isEqualTo(65);
    History history = played(grid, 65, SamplerContract::score);
    assertThat(next(grid, history)).isEmpty();
    Set<Object> rates = new TreeSet<>();
    history
        .trials()
        .forEach(t -> rates.add(t.configuration().value("learning-rate").orElseThrow().plain()));
    assertThat(rates).containsExactly(1e-5, 1e-4, 1e-3, 1e-2, 1e-1);
  }

  @Test
  void aPointOffTheGridTakesNothingFromIt() {
    SearchSpace space = Spaces.space(Spaces.real("a", 0, 1));
    Histories writer = Histories.of(Goal.MAXIMIZE, 1, 1);
    writer.trial(Configuration.of(Map.of("a", new Value.Real(0.123))), 1);
    Grid grid = new Grid(space, 11, SEEDS);
    for (int i = 0; i < 11; i++) {
      writer.trial(next(grid, writer.history()).orElseThrow(), 1);
    }
    assertThat(next(grid, writer.history())).isEmpty();
  }

  @Test
  void aBeginningOfAGreatGridReachesEveryValue() {
    SearchSpace space = Spaces.mixed();
    History history = played(new Grid(space, 10, SEEDS), 200, SamplerContract::score);
    for (String path : new String[] {"layers", "batch-size", "activation", "dropout"}) {
      Set<Object> seen = new TreeSet<>();
      history.trials().forEach(t -> seen.add(t.configuration().value(path).orElseThrow().plain()));
      assertThat(seen).hasSize(space.parameter(path).orElseThrow().grid(10).size());
    }
  }
}
