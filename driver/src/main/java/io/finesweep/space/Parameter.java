package io.finesweep.space;

import io.finesweep.trial.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One dimension of a search space. */
public sealed interface Parameter {

  /** The name: the path below {@code fine-tuning}, {@code optimizer.nesterov.momentum} say. */
  String path();

  /** What else the user said of it. */
  Traits traits();

  /**
   * The value at {@code unit} in [0, 1): the inverse of the cumulative distribution, so that equal
   * shares of [0, 1) get equal shares of the prior; already snapped to step or option.
   */
  Value at(double unit);

  /** The middle of the share of [0, 1] that {@link #at} maps to {@code value}. */
  double unit(Value value);

  /** Whether {@code value} is one that {@link #at} may give. */
  boolean holds(Value value);

  /** How many values there are; {@link Long#MAX_VALUE} where they are not countable. */
  long cardinality();

  /**
   * The values of a grid: {@code resolution} of a real parameter, evenly spread on its scale with
   * both ends; all values of any other, unless the user set a number of points.
   */
  List<Value> grid(int resolution);

  /** When the parameter is active; null for always. */
  default @Nullable Condition condition() {
    return traits().condition();
  }

  /** How a numeric range is measured. */
  enum Scale {
    /** Equal differences are equal steps. */
    LINEAR,
    /** Equal ratios are equal steps. */
    LOG
  }

  /** Whether the options of a choice lie in an order. */
  enum Order {
    /** Options are just different. */
    NOMINAL,
    /** Options lie in the order written. */
    ORDINAL
  }

  /** Active where the choice at {@code parent} is active and has the value {@code option}. */
  record Condition(String parent, Value option) {}

  /**
   * What a user may say of any parameter.
   *
   * @param grid how many points a grid has of it, null for the sweep's resolution
   * @param standard the value to begin with, null where none was named
   * @param condition when it is active, null for always
   */
  record Traits(@Nullable Integer grid, @Nullable Value standard, @Nullable Condition condition) {
    /** Nothing said. */
    public static final Traits NONE = new Traits(null, null, null);
  }

  /**
   * A real number.
   *
   * @param step the distance between two values, from {@code low} on; null for any value
   */
  record Real(
      String path, double low, double high, Scale scale, @Nullable Double step, Traits traits)
      implements Parameter {
    public Real {
      requireRange(path, low, high, scale);
    }

    @Override
    public Value at(double unit) {
      if (step != null) {
        double raw = Numbers.between(low - step / 2, high + step / 2, scale, low, unit);
        return new Value.Real(snapped(raw));
      }
      double raw = Numbers.between(low, high, scale, low, unit);
      return new Value.Real(Math.min(Math.max(raw, low), high));
    }

    private double snapped(double raw) {
      double distance = step == null ? 0 : step;
      long cells = (long) Math.floor((high - low) / distance + 1e-9);
      long cell = Math.min(Math.max(Math.round((raw - low) / distance), 0), cells);
      return Numbers.rounded(low + cell * distance);
    }

    @Override
    public double unit(Value value) {
      double number = Numbers.number(value);
      return step != null
          ? Numbers.share(low - step / 2, high + step / 2, scale, low, number)
          : Numbers.share(low, high, scale, low, number);
    }

    @Override
    public boolean holds(Value value) {
      return value instanceof Value.Real real
          && real.number() >= low
          && real.number() <= high
          && (step == null || snapped(real.number()) == real.number());
    }

    @Override
    public long cardinality() {
      return low == high
          ? 1
          : step == null ? Long.MAX_VALUE : (long) ((high - low) / step + 1e-9) + 1;
    }

    @Override
    public List<Value> grid(int resolution) {
      if (step != null && traits.grid() == null) {
        List<Value> values = new ArrayList<>();
        for (long cell = 0; cell < cardinality(); cell++) {
          values.add(new Value.Real(Numbers.rounded(low + cell * step)));
        }
        return values;
      }
      Integer wished = traits.grid();
      int points = low == high ? 1 : wished == null ? resolution : wished;
      List<Value> values = new ArrayList<>();
      for (int i = 0; i < points; i++) {
        double unit = points == 1 ? 0.5 : (double) i / (points - 1);
        double raw = Numbers.between(low, high, scale, low, unit);
        double inside = i == points - 1 && points > 1 ? high : Math.min(Math.max(raw, low), high);
        values.add(new Value.Real(step == null ? inside : snapped(inside)));
      }
      return values.stream().distinct().toList();
    }
  }

  /** A whole number, both bounds included. */
  record Whole(String path, long low, long high, Scale scale, long step, Traits traits)
      implements Parameter {
    public Whole {
      requireRange(path, (double) low, (double) high, scale);
      if (step < 1) {
        throw new IllegalArgumentException("'" + path + "' has the step " + step + ", below 1.");
      }
    }

    @Override
    public Value at(double unit) {
      double raw =
          Numbers.between(low - step / 2.0, last() + step / 2.0, scale, (double) low, unit);
      long cell = Math.round((raw - low) / step);
      return new Value.Whole(low + Math.min(Math.max(cell, 0), cardinality() - 1) * step);
    }

    private long last() {
      return low + (high - low) / step * step;
    }

    @Override
    public double unit(Value value) {
      double number = Numbers.number(value);
      return Numbers.share(low - step / 2.0, last() + step / 2.0, scale, (double) low, number);
    }

    @Override
    public boolean holds(Value value) {
      return value instanceof Value.Whole whole
          && whole.number() >= low
          && whole.number() <= high
          && (whole.number() - low) % step == 0;
    }

    @Override
    public long cardinality() {
      return (high - low) / step + 1;
    }

    @Override
    public List<Value> grid(int resolution) {
      Integer wished = traits.grid();
      long points = wished == null ? cardinality() : Math.min(wished, cardinality());
      List<Value> values = new ArrayList<>();
      for (long i = 0; i < points; i++) {
        double unit = points == 1 ? 0.5 : (double) i / (points - 1);
        double raw = Numbers.between((double) low, (double) last(), scale, (double) low, unit);
        values.add(new Value.Whole(low + Math.round((raw - low) / step) * step));
      }
      return values.stream().distinct().toList();
    }
  }

  /** One of several options. */
  record Choice(String path, List<Value> options, Order order, Traits traits) implements Parameter {
    public Choice {
      options = List.copyOf(options);
      if (options.isEmpty() || options.stream().distinct().count() != options.size()) {
        throw new IllegalArgumentException(
            "'" + path + "' needs at least one option and each only once, not " + options + ".");
      }
    }

    @Override
    public Value at(double unit) {
      int index = (int) Math.floor(unit * options.size());
      return options.get(Math.min(Math.max(index, 0), options.size() - 1));
    }

    @Override
    public double unit(Value value) {
      return (options.indexOf(value) + 0.5) / options.size();
    }

    @Override
    public boolean holds(Value value) {
      return options.contains(value);
    }

    @Override
    public long cardinality() {
      return options.size();
    }

    @Override
    public List<Value> grid(int resolution) {
      return options;
    }
  }

  private static void requireRange(String path, double low, double high, Scale scale) {
    if (!(low <= high) || Double.isInfinite(high - low)) {
      throw new IllegalArgumentException(
          "'"
              + path
              + "' has an empty range: low ("
              + low
              + ") must not be above high ("
              + high
              + ").");
    }
    if (scale == Scale.LOG && low <= 0) {
      throw new IllegalArgumentException(
          "'" + path + "' is on a log scale, where low (" + low + ") must be above 0.");
    }
  }
}
