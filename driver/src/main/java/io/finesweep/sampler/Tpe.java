package io.finesweep.sampler;

import io.finesweep.history.History;
import io.finesweep.history.LossTable;
import io.finesweep.history.Pareto;
import io.finesweep.space.SearchSpace;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Tree-structured Parzen estimator (Bergstra et al., Algorithms for Hyper-Parameter Optimization,
 * 2011; settings after Watanabe, Tree-Structured Parzen Estimator, 2023): proposes where the
 * density of the best trials is high beside that of all others; of the best, the better ones weigh
 * more. Kernels are joint over all axes, in conditional spaces too. Trials that still run, stopped
 * early or failed count among the others, so that the next point keeps away from them. With several
 * objectives the best trials are those of the first fronts, and of the front that is too large
 * those that add most to the hypervolume (Ozaki et al., Multiobjective Tree-Structured Parzen
 * Estimator, JAIR 2022). The best of earlier sweeps count among the best, the less the more results
 * there are.
 */
public final class Tpe implements Sampler {

  private static final int FEWEST = 10;
  private static final int FEWEST_WITH_PAST = 3;
  private static final int MOST_BEST = 25;
  private static final int CANDIDATES = 24;
  private static final int RESAMPLINGS = 4;
  private static final double COARSENESS = 1.5;
  private static final double CROWD = 2;

  private final SearchSpace space;
  private final Sobol sobol;
  private final Unseen unseen;
  private final Points points;
  private final Sources sources;
  private final PastKernels past;
  private final List<LossTable> tables = new ArrayList<>(List.of(new LossTable(0)));

  /**
   * A TPE over {@code space}.
   *
   * @param seeds of the sweep
   */
  public Tpe(SearchSpace space, Seeds seeds) {
    this.space = space;
    this.sobol = new Sobol(space, seeds);
    this.unseen = new Unseen(space);
    this.points = new Points(space);
    this.sources = new Sources(space);
    this.past = new PastKernels(space);
  }

  @Override
  public String name() {
    return "tpe";
  }

  @Override
  public Optional<Configuration> next(
      History history, Situation situation, RandomGenerator random) {
    int fewest = Math.max(FEWEST, space.parameters().size() + 2);
    Observations seen = Observations.of(history, tables.get(0), fewest);
    List<Source> trusted = sources.trusted(history, seen);
    boolean early = !trusted.isEmpty() && history.trials().size() % 2 == 1;
    if (seen.usable() < (early ? FEWEST_WITH_PAST : FEWEST)) {
      return sobol.next(history, situation, random);
    }
    points.read(history);
    int[] best = best(history, seen, fewest);
    boolean ranked = history.terms().objectives().size() == 1;
    double[] weights = ranked ? byRank(best, points.size()) : even(best, points.size());
    Mixture own = new Mixture(points, weights, fineness(history.running()));
    double[] rest = Arrays.stream(weights).map(weight -> weight > 0 ? 0 : 1).toArray();
    Below below = Below.after(seen.usable(), own, past.of(trusted));
    return proposed(below, new Mixture(points, rest, 1), history, random);
  }

  /**
   * Weights by trial of so many: those of {@code best} fall with the logarithm of the rank (as in
   * Hansen, The CMA Evolution Strategy: A Comparing Review, 2006) and are 1 on average; 0
   * elsewhere.
   *
   * @param best trials, the best first
   */
  static double[] byRank(int[] best, int trials) {
    double[] weights = new double[trials];
    double sum = 0;
    for (int rank = 0; rank < best.length; rank++) {
      weights[best[rank]] = Math.log((best.length + 1.0) / (rank + 1.0));
      sum += weights[best[rank]];
    }
    for (int trial : best) {
      weights[trial] *= best.length / sum;
    }
    return weights;
  }

  /** The same weight for all on the front, which have no order. */
  private static double[] even(int[] best, int trials) {
    double[] weights = new double[trials];
    for (int trial : best) {
      weights[trial] = 1;
    }
    return weights;
  }

  /**
   * The share of all trials that makes the kernels of the best narrower where so many run: the more
   * there are, the less the best are known to be so when the next is drawn around them.
   */
  static double fineness(int running) {
    return 1 / (COARSENESS + Math.sqrt(running / CROWD));
  }

  /** How many of so many results count among the best. */
  static int bestOf(int results) {
    return Math.min((results + 9) / 10, MOST_BEST);
  }

  /** With several objectives: the first fronts, and of the last one what spreads most. */
  private int[] best(History history, Observations first, int fewest) {
    int count = bestOf(first.usable());
    int objectives = history.terms().objectives().size();
    if (objectives == 1) {
      return first.best(count);
    }
    double[][] losses = new double[objectives][];
    losses[0] = first.losses();
    for (int objective = 1; objective < objectives; objective++) {
      if (tables.size() == objective) {
        tables.add(new LossTable(objective));
      }
      losses[objective] = Observations.of(history, tables.get(objective), fewest).losses();
    }
    int[] measured =
        IntStream.range(0, losses[0].length)
            .filter(trial -> Arrays.stream(losses).noneMatch(of -> Double.isNaN(of[trial])))
            .toArray();
    double[][] points = new double[measured.length][objectives];
    for (int i = 0; i < measured.length; i++) {
      for (int objective = 0; objective < objectives; objective++) {
        points[i][objective] = losses[objective][measured[i]];
      }
    }
    return Arrays.stream(Pareto.best(points, count)).map(i -> measured[i]).toArray();
  }

  private Optional<Configuration> proposed(
      Below best, Mixture others, History history, RandomGenerator random) {
    for (int round = 0; round <= RESAMPLINGS; round++) {
      // Where constraints exclude all of the first, the others are brought to where they hold.
      boolean isMended = round > 0;
      Supplier<double[]> draws =
          isMended ? () -> mended(best.draw(random), random) : () -> best.draw(random);
      for (Candidate candidate : drawn(best, others, draws)) {
        Configuration wished = at(candidate.coordinates);
        Configuration point = isMended ? unseen.mended(wished, random) : wished;
        if (unseen.isNew(point, history)) {
          return Optional.of(point);
        }
      }
    }
    return unseen.any(history, random);
  }

  private Configuration at(double[] coordinates) {
    return space.at(parameter -> coordinates[points.index(parameter)]);
  }

  private double[] mended(double[] coordinates, RandomGenerator random) {
    Configuration wished = at(coordinates);
    return unseen.isAdmitted(wished) ? coordinates : points.encoded(unseen.mended(wished, random));
  }

  /** A point's coordinates and the logarithm of its expected improvement, up to a constant. */
  private record Candidate(double[] coordinates, double score) {}

  private List<Candidate> drawn(Below best, Mixture others, Supplier<double[]> draws) {
    List<Candidate> drawn = new ArrayList<>();
    for (int i = 0; i < CANDIDATES; i++) {
      double[] point = draws.get();
      points.settle(point);
      drawn.add(new Candidate(point, best.logDensity(point) - others.logDensity(point)));
    }
    drawn.sort(Comparator.comparingDouble(Candidate::score).reversed());
    return drawn;
  }
}
