package io.finesweep.schedule;

import io.finesweep.space.Admissible;
import io.finesweep.space.Parameter;
import io.finesweep.space.Parameter.Choice;
import io.finesweep.space.Parameter.Order;
import io.finesweep.space.Parameter.Scale;
import io.finesweep.space.SearchSpace;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.Value;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * A change of a configuration that its network can go on training with (Jaderberg et al.,
 * Population Based Training of Neural Networks, 2017, section 4): each value that may change is
 * drawn anew in one of four cases; otherwise it is multiplied by 0.8 or 1.2, or moved by a fifth of
 * its range where it is measured linearly, or by one option where options have an order. Options
 * without an order change only when they are drawn anew.
 */
public final class Perturbation {

  private static final double ANEW = 0.25;
  private static final double SHARE = 0.2;
  private static final int ATTEMPTS = 20;

  private final SearchSpace space;
  private final Predicate<String> isFixed;
  private final Set<String> parents = new HashSet<>();
  private final Admissible points;

  /**
   * A change of points of {@code space}.
   *
   * @param isFixed which parameters, by path, say what the network is; they stay as they are, and
   *     so do those on which others depend
   */
  public Perturbation(SearchSpace space, Predicate<String> isFixed) {
    this.space = space;
    this.isFixed = isFixed;
    this.points = new Admissible(space);
    for (Parameter parameter : space.parameters()) {
      Parameter.Condition condition = parameter.condition();
      if (condition != null) {
        parents.add(condition.parent());
      }
    }
  }

  /**
   * The point that {@code configuration} is changed to; where twenty changes each broke a
   * constraint, a point close to such a change for which they hold, or itself if none was found.
   */
  public Configuration of(Configuration configuration, RandomGenerator random) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Configuration changed = changed(configuration, random);
      if (space.faults(changed).isEmpty()) {
        return changed;
      }
    }
    return mended(configuration, random);
  }

  /** A change brought to where tight constraints hold, if what must stay then stays. */
  private Configuration mended(Configuration configuration, RandomGenerator random) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Configuration changed = changed(configuration, random);
      Configuration near = points.near(changed, random).orElse(configuration);
      boolean stays =
          space.parameters().stream()
              .map(Parameter::path)
              .filter(this::stays)
              .allMatch(path -> near.value(path).equals(configuration.value(path)));
      if (stays && !near.equals(configuration)) {
        return near;
      }
    }
    return configuration;
  }

  private boolean stays(String path) {
    return isFixed.test(path) || parents.contains(path);
  }

  private Configuration changed(Configuration configuration, RandomGenerator random) {
    Map<String, Value> values = new HashMap<>(configuration.values());
    for (Parameter parameter : space.parameters()) {
      Value value = values.get(parameter.path());
      if (value != null && !stays(parameter.path())) {
        boolean isAnew = random.nextDouble() < ANEW;
        double unit = random.nextDouble();
        values.put(
            parameter.path(),
            isAnew ? parameter.at(unit) : moved(parameter, value, unit < 0.5 ? -1 : 1));
      }
    }
    return Configuration.of(values);
  }

  /**
   * The value moved down or up.
   *
   * @param direction -1 or 1
   */
  private static Value moved(Parameter parameter, Value value, int direction) {
    if (parameter instanceof Choice choice) {
      int step = choice.order() == Order.NOMINAL ? 0 : direction;
      int index = choice.options().indexOf(value) + step;
      return choice.options().get(Math.max(0, Math.min(choice.options().size() - 1, index)));
    }
    double step = direction * SHARE;
    if (scale(parameter) == Scale.LOG && high(parameter) > low(parameter)) {
      step = Math.log1p(step) / Math.log(high(parameter) / low(parameter));
    }
    double unit = parameter.unit(value) + step;
    Value moved = parameter.at(Math.max(0, Math.min(Math.nextDown(1.0), unit)));
    // A small step may stay within a whole number's share: it then goes on to the next one.
    return parameter instanceof Parameter.Whole whole && moved.equals(value)
        ? next(whole, ((Value.Whole) value).number(), direction)
        : moved;
  }

  private static Value next(Parameter.Whole whole, long number, int direction) {
    long next = number + direction * whole.step();
    return new Value.Whole(next < whole.low() || next > whole.high() ? number : next);
  }

  private static Scale scale(Parameter parameter) {
    return parameter instanceof Parameter.Real real
        ? real.scale()
        : ((Parameter.Whole) parameter).scale();
  }

  private static double low(Parameter parameter) {
    return parameter instanceof Parameter.Real real
        ? real.low()
        : ((Parameter.Whole) parameter).low();
  }

  private static double high(Parameter parameter) {
    return parameter instanceof Parameter.Real real
        ? real.high()
        : ((Parameter.Whole) parameter).high();
  }
}
