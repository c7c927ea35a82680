package io.finesweep.analysis;

import io.finesweep.history.History;
import io.finesweep.space.Parameter;
import io.finesweep.trial.Configuration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How much each parameter matters for being among the best, by PED-ANOVA (Watanabe, Bansal and
 * Hutter, PED-ANOVA: Efficiently quantifying hyperparameter importance in arbitrary subspaces,
 * 2023): I = Σ p_all (p_top / p_all − 1)², the Pearson divergence between where all trials lie and
 * where the best tenth lies. Of a parameter that is not always active, it is taken where it is, and
 * weighted by α²/β: α of the best and β of all trials are there.
 *
 * @param epochs that the trials were compared at
 * @param trials how many were compared
 * @param top how many of them count as the best
 * @param parameters the most important first
 */
public record Importance(int epochs, int trials, int top, List<Share> parameters) {

  /** Fewer best trials than this say nothing. */
  static final int FEWEST_TOP = 5;

  public Importance {
    parameters = List.copyOf(parameters);
  }

  /**
   * One parameter's part.
   *
   * @param share of the sum over all parameters, 0 to 1
   * @param chance what its share would be at most, in 19 of 20 cases, where the best tenth were any
   *     tenth: a share below it may be chance
   * @param trials in which it was active
   */
  public record Share(String path, double share, double chance, int trials) {}

  /**
   * The importance of {@code parameters} for the first objective.
   *
   * @return empty where there are too few trials to tell: 20
   */
  public static Optional<Importance> of(History history, List<Parameter> parameters) {
    Compared compared = Compared.of(history);
    return compared.trials().isEmpty() ? Optional.empty() : Optional.of(of(compared, parameters));
  }

  private static Importance of(Compared compared, List<Parameter> parameters) {
    List<Configuration> points =
        compared.trials().stream().map(Compared.Measured::configuration).toList();
    int top = Math.max(FEWEST_TOP, (points.size() + 9) / 10);
    List<Map.Entry<Parameter, Divergence>> parts = new ArrayList<>();
    double sum = 0;
    for (Parameter parameter : parameters) {
      if (parameter.cardinality() > 1) {
        Divergence divergence = Divergence.of(parameter, points, top);
        parts.add(Map.entry(parameter, divergence));
        sum += divergence.value();
      }
    }
    double total = sum > 0 ? sum : 1;
    List<Share> shares = new ArrayList<>();
    parts.forEach(
        part -> {
          Divergence divergence = part.getValue();
          String path = part.getKey().path();
          double share = divergence.value() / total;
          double chance = divergence.byChance() / total;
          shares.add(new Share(path, share, chance, divergence.active()));
        });
    shares.sort(Comparator.comparingDouble(Share::share).reversed().thenComparing(Share::path));
    return new Importance(compared.epochs(), points.size(), top, shares);
  }
}
