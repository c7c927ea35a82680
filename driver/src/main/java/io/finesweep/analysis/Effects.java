package io.finesweep.analysis;

import io.finesweep.history.History;
import io.finesweep.metric.Goal;
import io.finesweep.space.Parameter;
import io.finesweep.space.Parameter.Condition;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.Seeds;
import io.finesweep.trial.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How the objective depends on parameters, alone and in pairs, by functional ANOVA over a random
 * forest (Hutter, Hoos and Leyton-Brown, An efficient approach for assessing hyperparameter
 * importance, 2014): each tree's variance over the whole space is split into what each parameter,
 * and each pair beyond its two, accounts for. Where parameters are conditional, each branch of the
 * space is a space of its own.
 *
 * <p>Trials that are much worse than most would be all that there is to explain: values beyond two
 * and a half times the way from the best to the median are cut off there. A search that looks
 * mostly where it is good leaves the forest guessing elsewhere, so shares are biased by it.
 *
 * @param branches all trials first, then those with one option of a choice that others depend on
 */
public record Effects(List<Branch> branches) {

  private static final int MOST_TRIALS = 2000;
  private static final int MOST_PAIRED = 8;
  private static final double CUT = 2.5;

  public Effects {
    branches = List.copyOf(branches);
  }

  /**
   * A part of the space, in which the same parameters are active everywhere.
   *
   * @param name such as "optimizer = nesterov"; empty for all trials
   * @param explained the part of the variance that the forest tells of trials it did not see
   * @param mains the parameters, those with the greatest share first
   * @param pairs of the first eight of them, the greatest share first
   */
  public record Branch(
      String name, int trials, int epochs, double explained, List<Main> mains, List<Pair> pairs) {
    public Branch {
      mains = List.copyOf(mains);
      pairs = List.copyOf(pairs);
    }
  }

  /**
   * One parameter alone.
   *
   * @param share of the variance over the branch, mean over trees
   * @param error how far trees differ in it, one standard deviation
   * @param dependence the objective over its values, all else averaged
   */
  public record Main(Parameter parameter, double share, double error, List<Level> dependence) {
    public Main {
      dependence = List.copyOf(dependence);
    }
  }

  /**
   * The objective at one value of a parameter: the mean over trees, and between which 95% of them
   * lie.
   */
  public record Level(Value value, double mean, double low, double high) {}

  /**
   * What two parameters do beyond the sum of both.
   *
   * @param share of the variance, mean over trees
   * @param error how far trees differ in it, one standard deviation
   * @param surface the objective in each cell of the first (first index) and the second
   */
  public record Pair(
      Parameter first, Parameter second, double share, double error, double[][] surface) {}

  /**
   * The effects of {@code parameters} on the first objective.
   *
   * @return without branches where there are fewer than 20 trials to tell by
   */
  public static Effects of(History history, List<Parameter> parameters) {
    Goal goal = history.terms().objectives().get(0).goal();
    Compared compared = Compared.of(history);
    List<Branch> branches = new ArrayList<>();
    for (Optional<Condition> condition : conditions(parameters)) {
      List<Compared.Measured> inside =
          compared.trials().stream()
              .filter(trial -> condition.isEmpty() || holds(condition.get(), trial.configuration()))
              .toList();
      List<Parameter> active = active(parameters, condition.orElse(null));
      if (inside.size() >= Compared.FEWEST && !active.isEmpty()) {
        String name = condition.map(c -> c.parent() + " = " + c.option().plain()).orElse("");
        branches.add(branch(name, compared.epochs(), binned(active, inside, goal), inside.size()));
      }
    }
    return new Effects(branches);
  }

  private static List<Optional<Condition>> conditions(List<Parameter> parameters) {
    Set<Optional<Condition>> conditions = new LinkedHashSet<>();
    conditions.add(Optional.empty());
    parameters.forEach(
        p -> Optional.ofNullable(p.condition()).map(Optional::of).ifPresent(conditions::add));
    return List.copyOf(conditions);
  }

  private static boolean holds(Condition condition, Configuration point) {
    return point.value(condition.parent()).filter(condition.option()::equals).isPresent();
  }

  /** Those that have a value wherever {@code condition} holds, but not a fixed one. */
  private static List<Parameter> active(List<Parameter> parameters, @Nullable Condition condition) {
    Set<Condition> held = new LinkedHashSet<>();
    Set<String> fixed = new LinkedHashSet<>();
    for (Condition at = condition; at != null; at = conditionOf(at.parent(), parameters)) {
      held.add(at);
      fixed.add(at.parent());
    }
    return parameters.stream()
        .filter(p -> p.cardinality() > 1 && !fixed.contains(p.path()))
        .filter(p -> p.condition() == null || held.contains(p.condition()))
        .toList();
  }

  private static @Nullable Condition conditionOf(String path, List<Parameter> parameters) {
    return parameters.stream()
        .filter(p -> p.path().equals(path))
        .findFirst()
        .map(Parameter::condition)
        .orElse(null);
  }

  private static Binned binned(
      List<Parameter> parameters, List<Compared.Measured> trials, Goal goal) {
    double best = trials.get(0).loss();
    double limit = best + CUT * (trials.get(trials.size() / 2).loss() - best);
    List<Compared.Measured> some = new ArrayList<>(trials);
    RandomGenerator random = Seeds.generator(parameters.size());
    while (some.size() > MOST_TRIALS) {
      some.set(random.nextInt(some.size()), some.get(some.size() - 1));
      some.remove(some.size() - 1);
    }
    return Binned.of(
        parameters,
        some.stream().map(Compared.Measured::configuration).toList(),
        some.stream().mapToDouble(t -> goal.loss(Math.min(t.loss(), limit))).toArray());
  }

  private static Branch branch(String name, int epochs, Binned data, int trials) {
    Forest forest = Forest.grown(data);
    List<Part> parts = new ArrayList<>();
    for (int p = 0; p < data.sizes().length; p++) {
      parts.add(Part.of(forest, p));
    }
    parts.sort(Comparator.comparingDouble((Part part) -> part.main.share).reversed());
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < Math.min(MOST_PAIRED, parts.size()); i++) {
      for (int j = 0; j < i; j++) {
        pairs.add(pair(forest, parts.get(j), parts.get(i)));
      }
    }
    pairs.sort(Comparator.comparingDouble(Pair::share).reversed());
    List<Main> mains = parts.stream().map(Part::main).toList();
    return new Branch(name, trials, epochs, forest.explained(), mains, pairs);
  }

  /**
   * One parameter in each tree.
   *
   * @param variances it accounts for
   */
  private record Part(int index, Main main, double[] variances) {

    static Part of(Forest forest, int index) {
      List<Tree> trees = forest.trees();
      double[][] marginals = trees.stream().map(t -> t.marginal(index)).toArray(double[][]::new);
      double[] variances = new double[trees.size()];
      double[] shares = new double[trees.size()];
      for (int t = 0; t < variances.length; t++) {
        variances[t] = squares(marginals[t], trees.get(t).mean());
        shares[t] = share(variances[t], trees.get(t));
      }
      List<Level> levels = new ArrayList<>();
      for (int cell = 0; cell < marginals[0].length; cell++) {
        levels.add(level(forest.data().value(index, cell), cell, marginals));
      }
      Parameter parameter = forest.data().parameters().get(index);
      Main main = new Main(parameter, mean(shares), deviation(shares), levels);
      return new Part(index, main, variances);
    }

    private static Level level(Value value, int cell, double[][] marginals) {
      double[] seen = Arrays.stream(marginals).mapToDouble(m -> m[cell]).sorted().toArray();
      int outside = (int) Math.round(0.025 * seen.length);
      return new Level(value, mean(seen), seen[outside], seen[seen.length - 1 - outside]);
    }
  }

  private static Pair pair(Forest forest, Part first, Part second) {
    List<Tree> trees = forest.trees();
    double[] shares = new double[trees.size()];
    double[][] surface = new double[forest.data().sizes()[first.index]][];
    for (int i = 0; i < surface.length; i++) {
      surface[i] = new double[forest.data().sizes()[second.index]];
    }
    for (int t = 0; t < shares.length; t++) {
      double[][] marginal = trees.get(t).marginal(first.index, second.index);
      double mean = trees.get(t).mean();
      double both =
          Arrays.stream(marginal).mapToDouble(row -> squares(row, mean)).average().orElse(0);
      double beyond = both - first.variances[t] - second.variances[t];
      shares[t] = share(Math.max(0, beyond), trees.get(t));
      for (int i = 0; i < surface.length; i++) {
        for (int j = 0; j < surface[i].length; j++) {
          surface[i][j] += marginal[i][j] / shares.length;
        }
      }
    }
    return new Pair(
        first.main.parameter, second.main.parameter, mean(shares), deviation(shares), surface);
  }

  private static double share(double variance, Tree tree) {
    double all = tree.variance();
    return all > 0 ? variance / all : 0;
  }

  private static double squares(double[] values, double around) {
    return Arrays.stream(values).map(v -> (v - around) * (v - around)).average().orElse(0);
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(0);
  }

  private static double deviation(double[] values) {
    return Math.sqrt(squares(values, mean(values)));
  }
}
