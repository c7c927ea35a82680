package io.finesweep.sampler;

import io.finesweep.history.History;
import io.finesweep.history.LossTable;
import io.finesweep.history.PastSweep;
import io.finesweep.history.PastSweep.Result;
import io.finesweep.history.Trial;
import io.finesweep.history.TrialLosses.Outcome;
import io.finesweep.trial.Configuration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What an earlier sweep has to tell a later one. */
public final class Lessons {

  private static final int FEWEST = 10;
  private static final int LARGEST = 200;

  private Lessons() {}

  /**
   * The results of {@code history} by its first objective, at the highest number of epochs that ten
   * trials have reached, effects of folds taken off. Of more than 200 those of the best hundred,
   * and as many of the others, evenly spread over their order.
   *
   * @param today the point of the later sweep's space that one of the earlier stands for, empty
   *     where it stands for none
   */
  public static PastSweep of(
      String name, History history, Function<Configuration, Optional<Configuration>> today) {
    Observations seen = Observations.of(history, new LossTable(0), FEWEST);
    List<Result> results = results(history, seen, today);
    results.sort(Comparator.comparingDouble(Result::loss));
    Set<String> known = new HashSet<>();
    results.removeIf(result -> !known.add(result.point().key()));
    return new PastSweep(name, some(results));
  }

  /** The points, each once, that {@code history} has a result of to learn from. */
  public static List<Configuration> points(History history) {
    Observations seen = Observations.of(history, new LossTable(0), FEWEST);
    return results(history, seen, Optional::of).stream().map(Result::point).distinct().toList();
  }

  /** What the trials came to, by number; those that broke or passed a bound left out. */
  static List<Result> results(
      History history, Observations seen, Function<Configuration, Optional<Configuration>> today) {
    List<Result> results = new ArrayList<>();
    for (Trial trial : history.trials()) {
      int number = trial.number();
      if (seen.outcomes()[number] == Outcome.SOUND && Double.isFinite(seen.losses()[number])) {
        today
            .apply(trial.configuration())
            .map(point -> new Result(point, seen.losses()[number], seen.variances()[number]))
            .ifPresent(results::add);
      }
    }
    return results;
  }

  private static List<Result> some(List<Result> sorted) {
    if (sorted.size() <= LARGEST) {
      return sorted;
    }
    int half = LARGEST / 2;
    List<Result> some = new ArrayList<>(sorted.subList(0, half));
    List<Result> rest = sorted.subList(half, sorted.size());
    for (int i = 0; i < half; i++) {
      some.add(rest.get((int) ((i + 1L) * rest.size() / half) - 1));
    }
    return some;
  }
}
