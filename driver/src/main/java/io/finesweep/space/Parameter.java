package io.finesweep.space;

import io.finesweep.trial.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One dimension of a search space. */
public sealed interface Parameter {

  /** Up to here doubles hold every whole number. */
  long MOST = 1L << 53;

  /** The name: the path below {@code fine-tuning}, {@code optimizer.nesterov.momentum} say. */
  String path();

  /** What else the user said of it. */
  Traits traits();

  /**
   * The value at {@code unit} in [0, 1): the inverse of the cumulative distribution, so that equal
   * shares of [0, 1) get equal shares of the prior; already snapped to step or option.
   */
  Value at(double unit);

  /** The share of [0, 1] that {@link #at} maps to {@code value}; a point of a real one. */
  Share share(Value value);

  /** The middle of the {@link #share} of {@code value}. */
  default double unit(Value value) {
    return share(value).middle();
  }

  /** Whether {@code value} is one that {@link #at} may give. */
  boolean holds(Value value);

  /** How many values there are; {@link Long#MAX_VALUE} where they are not countable. */
  long cardinality();

  /** The value at {@code index} of all countable ones, in their order. */
  Value value(long index);

  /**
   * The values of a grid: {@code resolution} of a real parameter, evenly spread on its scale with
   * both ends; all values of any other. Of a numeric parameter the user may set their number, and
   * one with more than 2³¹ whole numbers counts as real.
   */
  List<Value> grid(int resolution);

  /** The value to begin with: the default, else the middle of the range or the first option. */
  default Value standard() {
    Value standard = traits().standard();
    return standard != null ? standard : this instanceof Choice ? value(0) : at(0.5);
  }

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

    public Traits {
      if (grid != null && grid < 1) {
        throw new IllegalArgumentException("A grid needs at least one point, not " + grid + ".");
      }
    }
  }

  /** A part of [0, 1]. */
  record Share(double from, double to) {
    /** The number halfway. */
    public double middle() {
      return from + (to - from) / 2;
    }
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
      if (step != null && !(step > 0 && (high - low) / step <= MOST)) {
        throw new IllegalArgumentException(
            "'" + path + "' has the step " + step + "; it must be above 0, and not too fine.");
      }
    }

    @Override
    public Value at(double unit) {
      if (step != null) {
        return value(cells(step).at(unit));
      }
      return new Value.Real(Numbers.clamped(Numbers.between(low, high, scale, unit), low, high));
    }

    private Cells cells(double distance) {
      long count = (long) Math.floor((high - low) / distance + 1e-9) + 1;
      return new Cells(low, distance, count, scale);
    }

    @Override
    public Share share(Value value) {
      double number = Numbers.number(value);
      if (step != null) {
        Cells cells = cells(step);
        return cells.share(cells.nearest(number));
      } else if (low == high) {
        return new Share(0, 1);
      }
      double unit = Numbers.unit(low, high, scale, number);
      return new Share(unit, unit);
    }

    @Override
    public boolean holds(Value value) {
      return value instanceof Value.Real real
          && real.number() >= low
          && real.number() <= high
          && (step == null || value(cells(step).nearest(real.number())).equals(value));
    }

    @Override
    public long cardinality() {
      if (low == high) {
        return 1;
      }
      return step == null ? Long.MAX_VALUE : cells(step).count();
    }

    @Override
    public Value value(long index) {
      return new Value.Real(
          step == null ? low : Math.min(Numbers.rounded(low + index * step), high));
    }

    @Override
    public List<Value> grid(int resolution) {
      Integer wished = traits.grid();
      if (step != null && wished == null && cardinality() <= Integer.MAX_VALUE) {
        return new Values(this);
      }
      int points = low == high ? 1 : wished == null ? resolution : wished;
      List<Value> values = new ArrayList<>();
      for (double number : Numbers.spread(low, high, scale, points)) {
        values.add(step == null ? new Value.Real(number) : value(cells(step).nearest(number)));
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
      if (low < -MOST || high > MOST) {
        throw new IllegalArgumentException(
            "'" + path + "' must lie between -2^53 and 2^53, not between " + low + " and " + high);
      }
    }

    @Override
    public Value at(double unit) {
      return value(cells().at(unit));
    }

    private Cells cells() {
      return new Cells((double) low, (double) step, cardinality(), scale);
    }

    @Override
    public Share share(Value value) {
      Cells cells = cells();
      return cells.share(cells.nearest(Numbers.number(value)));
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
    public Value value(long index) {
      return new Value.Whole(low + index * step);
    }

    @Override
    public List<Value> grid(int resolution) {
      Integer wished = traits.grid();
      if (wished == null && cardinality() <= Integer.MAX_VALUE) {
        return new Values(this);
      }
      int points = (int) Math.min(wished == null ? resolution : wished, cardinality());
      double last = low + (cardinality() - 1.0) * step;
      List<Value> values = new ArrayList<>();
      for (double number : Numbers.spread((double) low, last, scale, points)) {
        values.add(value(cells().nearest(number)));
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
    public Share share(Value value) {
      int index = options.indexOf(value);
      if (index < 0) {
        throw new IllegalArgumentException("'" + path + "' cannot be " + value.plain() + ".");
      }
      return new Share((double) index / options.size(), (index + 1.0) / options.size());
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
    public Value value(long index) {
      return options.get((int) index);
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
