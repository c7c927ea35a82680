package io.finesweep.schedule;

import io.finesweep.history.History;
import io.finesweep.history.RankedSet;
import io.finesweep.history.RankedSet.Entry;
import io.finesweep.history.Trial;
import io.finesweep.trial.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Spreads new trials over the rungs to begin at, by a hash of their number. A rung with r epochs
 * has the weight θ/r, where θ is how often the rung ranks the best trial at all epochs first, by
 * bootstrap (Li et al., Hyper-Tune, 2022, section 4.1). While θ is not known, trials begin at the
 * two lowest rungs alone.
 */
final class Brackets implements Entrance {

  private static final int FEWEST = 6;
  private static final int MOST = 50;
  private static final int BOOTSTRAPS = 200;
  private static final int AT_FIRST = 2;

  private final Seeds seeds;
  private Weights known = new Weights(null, 0, new double[0][], new double[0]);

  Brackets(Seeds seeds) {
    this.seeds = seeds;
  }

  /**
   * Memorised: the weights for what had come to the top, the lowest rung, and the best's losses.
   */
  private record Weights(
      @Nullable RankedSet top, int lowest, double[][] losses, double[] weights) {}

  @Override
  public int rung(int trial, int lowest, Ladder ladder, History history) {
    double[] weights = weights(lowest, ladder, history);
    double left = (seeds.seed("bracket", trial) >>> 11) * 0x1p-53 * Arrays.stream(weights).sum();
    int rung = lowest;
    for (double weight : weights) {
      left -= weight;
      if (left < 0) {
        return rung;
      }
      rung++;
    }
    return lowest;
  }

  @SuppressWarnings(
      "ReferenceEquality") // A set never changes: the same one gives the same weights.
  private double[] weights(int lowest, Ladder ladder, History history) {
    RankedSet top = history.rung(ladder.rung(ladder.lastOfOneFold())).reached();
    if (known.top() != top || known.lowest() != lowest) {
      double[][] losses = losses(lowest, ladder, history);
      // Later in a sweep, most of what comes to the top is not among the best.
      boolean same = known.lowest() == lowest && Arrays.deepEquals(known.losses(), losses);
      double[] weights = same ? known.weights() : computed(lowest, ladder, losses);
      known = new Weights(top, lowest, losses, weights);
    }
    return known.weights();
  }

  private double[] computed(int lowest, Ladder ladder, double[][] losses) {
    int brackets = ladder.lastOfOneFold() - lowest + 1;
    double[] weights = new double[brackets];
    boolean isKnown = losses[0].length >= FEWEST;
    double[] first = isKnown ? firsts(losses) : weights;
    for (int bracket = 0; bracket < brackets; bracket++) {
      double precision = isKnown ? first[bracket] : bracket < AT_FIRST ? 1 : 0;
      weights[bracket] = precision / ladder.rung(lowest + bracket).epochs();
    }
    return weights;
  }

  /** By rung, the losses of the best trials that were measured at all rungs from the lowest up. */
  private static double[][] losses(int lowest, Ladder ladder, History history) {
    int top = ladder.lastOfOneFold();
    RankedSet reached = history.rung(ladder.rung(top)).reached();
    List<Trial> trials = new ArrayList<>();
    for (int rank = 0; rank < Math.min(reached.size(), 2 * MOST) && trials.size() < MOST; rank++) {
      Entry entry = reached.at(rank).orElseThrow();
      Trial trial = history.trial(entry.trial());
      if (!Double.isNaN(trial.loss(history.terms(), ladder.rung(lowest).epochs()))) {
        trials.add(trial);
      }
    }
    double[][] losses = new double[top - lowest + 1][];
    for (int rung = lowest; rung <= top; rung++) {
      int epochs = ladder.rung(rung).epochs();
      losses[rung - lowest] =
          trials.stream().mapToDouble(trial -> trial.loss(history.terms(), epochs)).toArray();
    }
    return losses;
  }

  /** How often each rung's best of a bootstrap sample is the top rung's. */
  private double[] firsts(double[][] losses) {
    double[] firsts = new double[losses.length];
    int size = losses[0].length;
    RandomGenerator random = seeds.generator("brackets", size);
    for (int bootstrap = 0; bootstrap < BOOTSTRAPS; bootstrap++) {
      int[] sample = random.ints(size, 0, size).toArray();
      int best = best(sample, losses[losses.length - 1]);
      for (int rung = 0; rung < losses.length; rung++) {
        firsts[rung] += best(sample, losses[rung]) == best ? 1.0 / BOOTSTRAPS : 0;
      }
    }
    return firsts;
  }

  private static int best(int[] sample, double[] losses) {
    int best = sample[0];
    for (int trial : sample) {
      int order = Double.compare(losses[trial], losses[best]);
      best = order < 0 || (order == 0 && trial < best) ? trial : best;
    }
    return best;
  }
}
