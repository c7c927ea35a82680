package io.finesweep.analysis;

import io.finesweep.history.FoldModel;
import io.finesweep.history.FoldProgress;
import io.finesweep.history.History;
import io.finesweep.history.LossTable;
import io.finesweep.history.Trial;
import io.finesweep.trial.Budget;
import io.finesweep.trial.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The best trials beside each other, fold by fold: whether the first's lead is real.
 *
 * @param epochs that they were compared at
 * @param all best first, all measured on as many folds at these epochs
 * @param optimism by how much the first one's mean is better than it would be on new folds, for it
 *     was chosen for it; in the objective's unit, 0 where noise cannot be told
 */
public record Leaders(int epochs, List<Leader> all, double optimism) {

  private static final int DRAWS = 20_000;

  /** At most so many are compared. */
  public static final int MOST = 10;

  public Leaders {
    all = List.copyOf(all);
  }

  /**
   * One of the best.
   *
   * @param folds the first objective's value on each fold; NaN where it was not measured
   * @param behind this trial against the first; empty for the first itself, and where the folds
   *     cannot tell
   * @param probability that it is the best of all leaders, by the noise between folds; NaN where
   *     noise cannot be told
   */
  public record Leader(
      Standing standing, double[] folds, Optional<Comparison> behind, double probability) {}

  /**
   * The leaders of a ranking.
   *
   * @param share rows validated over rows trained on, see {@link Comparison}
   * @return empty where nothing was measured
   */
  public static Optional<Leaders> of(History history, Ranking ranking, double share) {
    List<Standing> sound = ranking.standings().stream().filter(s -> s.reason().isEmpty()).toList();
    if (sound.isEmpty() || sound.get(0).reached() == null) {
      return Optional.empty();
    }
    Budget reached = sound.get(0).reached();
    List<Standing> best =
        sound.stream().filter(s -> reached.equals(s.reached())).limit(MOST).toList();
    List<double[]> folds =
        best.stream().map(s -> values(history, s.number(), reached.epochs())).toList();
    double[] first = folds.get(0);
    Draws draws = Draws.of(history, best, reached, share);
    List<Leader> leaders = new ArrayList<>();
    for (int i = 0; i < best.size(); i++) {
      Optional<Comparison> behind =
          i == 0 ? Optional.empty() : Comparison.of(first, folds.get(i), share);
      leaders.add(new Leader(best.get(i), folds.get(i), behind, draws.probabilities()[i]));
    }
    return Optional.of(new Leaders(reached.epochs(), leaders, draws.optimism()));
  }

  private static double[] values(History history, int number, int epochs) {
    double[] values = new double[history.terms().full().folds()];
    Arrays.fill(values, Double.NaN);
    Trial trial = history.trial(number);
    trial
        .folds()
        .forEach(
            (fold, progress) ->
                progress
                    .rung(epochs)
                    .map((FoldProgress.Rung rung) -> rung.values()[0])
                    .ifPresent(value -> values[fold] = value));
    return values;
  }

  /**
   * What would be seen if the folds were drawn anew: each mean plus normal noise of the variance
   * (1/n + q) σ², σ² being the noise of the fold model.
   */
  private record Draws(double[] probabilities, double optimism) {

    static Draws of(History history, List<Standing> best, Budget reached, double share) {
      FoldModel model =
          FoldModel.of(
              new LossTable(0).at(history, reached.epochs()), history.terms().full().folds());
      double noise = reached.folds() < 2 ? Double.NaN : model.noise();
      double[] losses = new double[best.size()];
      for (int i = 0; i < losses.length; i++) {
        losses[i] = model.mean(best.get(i).number());
      }
      double[] probabilities = new double[losses.length];
      if (!(noise > 0) || Arrays.stream(losses).anyMatch(Double::isNaN)) {
        Arrays.fill(probabilities, Double.NaN);
        return new Draws(probabilities, 0);
      }
      double deviation = Math.sqrt((1.0 / reached.folds() + share) * noise);
      return draw(losses, deviation, probabilities);
    }

    private static Draws draw(double[] losses, double deviation, double[] probabilities) {
      RandomGenerator random = Seeds.generator(1);
      double optimism = 0;
      for (int draw = 0; draw < DRAWS; draw++) {
        int chosen = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < losses.length; i++) {
          double seen = losses[i] + deviation * random.nextGaussian();
          if (seen < least) {
            least = seen;
            chosen = i;
          }
        }
        probabilities[chosen] += 1.0 / DRAWS;
        optimism += (losses[chosen] - least) / DRAWS;
      }
      return new Draws(probabilities, optimism);
    }
  }
}
