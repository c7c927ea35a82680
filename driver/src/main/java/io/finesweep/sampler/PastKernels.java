package io.finesweep.sampler;

import io.finesweep.history.Event;
import io.finesweep.history.History;
import io.finesweep.history.PastSweep;
import io.finesweep.history.PastSweep.Result;
import io.finesweep.history.Recorded;
import io.finesweep.history.Terms;
import io.finesweep.metric.Goal;
import io.finesweep.metric.Objective;
import io.finesweep.space.SearchSpace;
import io.finesweep.trial.Budget;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The densities of what was good in earlier sweeps; it remembers those that it has built. */
final class PastKernels {

  private static final Terms ANY =
      new Terms(List.of(new Objective("loss", Goal.MINIMIZE)), new Budget(1, 1));

  private final SearchSpace space;
  private final Map<PastSweep, Mixture> built = new HashMap<>();

  PastKernels(SearchSpace space) {
    this.space = space;
  }

  /** One for each of {@code sources}. */
  synchronized List<Mixture> of(List<Source> sources) {
    return sources.stream()
        .map(source -> built.computeIfAbsent(source.results(), this::density))
        .toList();
  }

  private Mixture density(PastSweep past) {
    List<Result> best =
        past.results().stream()
            .sorted(Comparator.comparingDouble(Result::loss))
            .limit(Tpe.bestOf(past.results().size()))
            .toList();
    History history = History.empty(ANY);
    for (Result result : best) {
      int number = history.trials().size();
      Event started = new Event.Started(number, result.point(), number);
      history = history.with(new Recorded(number + 1L, 0, 0, started));
    }
    Points points = new Points(space);
    points.read(history);
    int[] ranks = IntStream.range(0, points.size()).toArray();
    return new Mixture(points, Tpe.byRank(ranks, points.size()), 1);
  }
}
