package io.finesweep.sampler;

import io.finesweep.history.History;
import io.finesweep.space.SearchSpace;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.Seeds;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Takes the sampler that suits space, budget and history; measured time plays no part in it. Beside
 * the Gaussian process every sixth point is TPE's, which does not share the model's errors, and of
 * several objectives every third; where more than half as many trials are under way as have a
 * result, every fourth is Sobol's.
 */
public final class Auto implements Sampler {

  private static final long FOURTH = 4;
  private static final long THIRD = 3;
  private static final long SIXTH = 6;
  private static final int MODELLED = 600;
  private static final int MODELLED_FRONT = 250;
  private static final int MOST_OBJECTIVES = 3;
  private static final int DIMENSIONS = 200;
  private static final int DIMENSIONS_OF_FRONT = 50;
  private static final int RESOLUTION = 5;

  private final SearchSpace space;
  private final Grid grid;
  private final Sobol sobol;
  private final Tpe tpe;
  private final GaussianProcess process;

  /**
   * A choice over {@code space}.
   *
   * @param seeds of the sweep
   */
  public Auto(SearchSpace space, Seeds seeds) {
    this.space = space;
    this.grid = new Grid(space, RESOLUTION, seeds);
    this.sobol = new Sobol(space, seeds);
    this.tpe = new Tpe(space, seeds);
    this.process = new GaussianProcess(space, seeds);
  }

  @Override
  public String name() {
    return "auto";
  }

  /** What it takes after {@code history}, and why. */
  public Choice choice(History history, Situation situation) {
    long trials = trials(history, situation);
    if (space.size() <= trials && isGridWhole() && isPaidFor(situation)) {
      return new Choice(
          "grid",
          space.size() == 1
              ? "The space has a single point."
              : "The space has " + space.size() + " points, and the budget pays for all of them.");
    } else if (isLittleToLearnFrom(trials, history)) {
      return new Choice(
          "sobol",
          "With so few trials ("
              + trials
              + " with all their folds) there is too little to learn from: the first "
              + GaussianProcess.FEWEST
              + " are spread.");
    }
    return learning(history);
  }

  /** A schedule that spares folds may come to more trials than the budget seemed to pay for. */
  private static boolean isLittleToLearnFrom(long trials, History history) {
    return Math.max(trials, history.trials().size()) <= GaussianProcess.FEWEST
        && history.recalled().past().isEmpty();
  }

  private Choice learning(History history) {
    int objectives = history.terms().objectives().size();
    if (objectives > 1) {
      return several(objectives, history);
    } else if (space.parameters().size() > DIMENSIONS) {
      return new Choice("tpe", "The space has more than " + DIMENSIONS + " parameters.");
    } else if (measured(history) > MODELLED) {
      return new Choice("tpe", "There are more than " + MODELLED + " results to learn from.");
    }
    return new Choice(
        "gp",
        "It needs the fewest trials; every sixth point comes from tpe, and after "
            + MODELLED
            + " results all do.");
  }

  private Choice several(int objectives, History history) {
    if (objectives > MOST_OBJECTIVES) {
      return new Choice("tpe", "There are more than " + MOST_OBJECTIVES + " objectives.");
    } else if (space.parameters().stream().anyMatch(p -> p.condition() != null)) {
      return new Choice(
          "tpe", "There are several objectives, and parameters that depend on others.");
    } else if (space.parameters().size() > DIMENSIONS_OF_FRONT) {
      return new Choice(
          "tpe",
          "There are several objectives, and more than " + DIMENSIONS_OF_FRONT + " parameters.");
    } else if (measured(history) > MODELLED_FRONT) {
      return new Choice(
          "tpe", "There are several objectives, and more than " + MODELLED_FRONT + " results.");
    }
    return new Choice(
        "gp",
        "It spreads along the front of several objectives in the fewest trials; every third point"
            + " comes from tpe, and after "
            + MODELLED_FRONT
            + " results all do.");
  }

  private static long measured(History history) {
    return history.rungs().values().stream().mapToInt(Integer::intValue).max().orElse(0);
  }

  /** How many trials the whole budget pays for if each is trained on all folds. */
  private static long trials(History history, Situation situation) {
    int folds = history.terms().full().folds();
    long byTrials = plus(history.trials().size(), situation.trials());
    long byRuns = plus(history.totals().foldRuns(), situation.foldRuns());
    long byEpochs = plus(history.totals().epochs(), situation.epochs());
    return Math.min(
        Math.min(byTrials, shared(byRuns, folds)),
        shared(byEpochs, (long) folds * history.terms().full().epochs()));
  }

  private static long shared(long all, long each) {
    return all == Long.MAX_VALUE ? all : all / each;
  }

  /** Whether a grid holds all points of the space. */
  private boolean isGridWhole() {
    return space.size() < Long.MAX_VALUE
        && space.parameters().stream().allMatch(p -> p.traits().grid() == null);
  }

  /** Whether neither time nor cost is bounded: nobody knows how many trials they pay for. */
  private static boolean isPaidFor(Situation situation) {
    return situation.milliseconds() == Long.MAX_VALUE && situation.held() == Long.MAX_VALUE;
  }

  private static long plus(long spent, long left) {
    return left == Long.MAX_VALUE ? left : spent + left;
  }

  @Override
  public Optional<Configuration> next(
      History history, Situation situation, RandomGenerator random) {
    Sampler chosen =
        switch (choice(history, situation).name()) {
          case "grid" -> grid;
          case "sobol" -> sobol;
          case "gp" -> isCrowded(history) ? sobol : isOfTpe(history) ? tpe : process;
          default -> isCrowded(history) ? sobol : tpe;
        };
    return chosen.next(history, situation, random);
  }

  private static boolean isOfTpe(History history) {
    long every = history.terms().objectives().size() == 1 ? SIXTH : THIRD;
    return history.trials().size() % every == 2;
  }

  private static boolean isCrowded(History history) {
    return history.running() > measured(history) / 2 && history.trials().size() % FOURTH == 0;
  }
}
