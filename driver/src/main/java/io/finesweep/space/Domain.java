package io.finesweep.space;

import io.finesweep.space.Parameter.Share;
import io.finesweep.trial.Value;
import java.util.List;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** The values that a parameter may still have; they may be none. */
sealed interface Domain {

  /** Numbers that lie as close as that, relative to their size, count as one. */
  double CLOSE = 1e-9;

  /** All values of {@code parameter}. */
  static Domain of(Parameter parameter) {
    if (parameter instanceof Parameter.Choice choice) {
      return new Options(choice, choice.options());
    }
    return parameter.cardinality() == Long.MAX_VALUE
        ? new Continuous((Parameter.Real) parameter, numbers(parameter))
        : new Countable(parameter, 0, parameter.cardinality() - 1);
  }

  private static Interval numbers(Parameter parameter) {
    return parameter instanceof Parameter.Real real
        ? new Interval(real.low(), real.high())
        : new Interval(((Parameter.Whole) parameter).low(), ((Parameter.Whole) parameter).high());
  }

  boolean isEmpty();

  /** Whether there is one value only. */
  boolean isSingle();

  /** The share of the prior that the values have together; 0 for one of uncountably many. */
  double mass();

  /** A value drawn from the prior. */
  Value draw(RandomGenerator random);

  /** {@code wished}, or a value close to it. */
  Value nearest(Value wished);

  Domain only(Value value);

  /** All values but {@code value}, in parts that are narrower each. */
  List<Domain> without(Value value);

  /** From the lowest to the highest number. */
  Interval numbers();

  /** The numbers that lie in {@code interval}, with some tolerance. */
  Domain within(Interval interval);

  /** The values that are written like that. */
  default Domain written(Predicate<String> texts) {
    return this;
  }

  /** Numbers of a range, all that there are. */
  record Continuous(Parameter.Real parameter, Interval numbers) implements Domain {

    @Override
    public boolean isEmpty() {
      return !(numbers.low() <= numbers.high());
    }

    @Override
    public boolean isSingle() {
      return numbers.isSingle();
    }

    private double unit(double number) {
      return parameter.unit(new Value.Real(number));
    }

    @Override
    public double mass() {
      return unit(numbers.high()) - unit(numbers.low());
    }

    @Override
    public Value draw(RandomGenerator random) {
      double from = unit(numbers.low());
      return nearest(parameter.at(from + random.nextDouble() * mass()));
    }

    @Override
    public Value nearest(Value wished) {
      double number = Numbers.number(wished);
      return new Value.Real(Numbers.clamped(number, numbers.low(), numbers.high()));
    }

    @Override
    public Domain only(Value value) {
      return new Continuous(parameter, Interval.of(Numbers.number(value)));
    }

    @Override
    public List<Domain> without(Value value) {
      double number = Numbers.number(value);
      Domain below = new Continuous(parameter, new Interval(numbers.low(), Math.nextDown(number)));
      Domain above = new Continuous(parameter, new Interval(Math.nextUp(number), numbers.high()));
      return Stream.of(below, above).filter(part -> !part.isEmpty()).toList();
    }

    @Override
    public Domain within(Interval interval) {
      double low = Math.max(numbers.low(), interval.low());
      double high = Math.min(numbers.high(), interval.high());
      double slack = CLOSE * Math.max(Math.abs(parameter.low()), Math.abs(parameter.high()));
      return new Continuous(
          parameter,
          low > high && low - high <= slack
              ? Interval.of(Numbers.clamped(low, numbers.low(), numbers.high()))
              : new Interval(low, high));
    }
  }

  /** Numbers that lie in steps, from one index to another, both included. */
  record Countable(Parameter parameter, long from, long to) implements Domain {

    @Override
    public boolean isEmpty() {
      return from > to;
    }

    @Override
    public boolean isSingle() {
      return from == to;
    }

    private Share share() {
      double start = parameter.share(parameter.value(from)).from();
      return new Share(start, parameter.share(parameter.value(to)).to());
    }

    @Override
    public double mass() {
      return share().to() - share().from();
    }

    @Override
    public Value draw(RandomGenerator random) {
      double unit = share().from() + random.nextDouble() * mass();
      return nearest(parameter.at(unit));
    }

    @Override
    public Value nearest(Value wished) {
      return parameter.value(Math.min(Math.max(index(Numbers.number(wished)), from), to));
    }

    @Override
    public Domain only(Value value) {
      long index = index(Numbers.number(value));
      return new Countable(parameter, index, index);
    }

    @Override
    public List<Domain> without(Value value) {
      long index = index(Numbers.number(value));
      Domain below = new Countable(parameter, from, index - 1);
      Domain above = new Countable(parameter, index + 1, to);
      return Stream.of(below, above).filter(part -> !part.isEmpty()).toList();
    }

    @Override
    public Interval numbers() {
      return new Interval(
          Numbers.number(parameter.value(from)), Numbers.number(parameter.value(to)));
    }

    @Override
    public Domain within(Interval interval) {
      double low = steps(interval.low());
      double high = steps(interval.high());
      return new Countable(
          parameter,
          Math.max(from, (long) Math.ceil(low - CLOSE * Math.max(1, Math.abs(low)))),
          Math.min(to, (long) Math.floor(high + CLOSE * Math.max(1, Math.abs(high)))));
    }

    private long index(double number) {
      return Math.round(steps(number));
    }

    /** How many steps {@code number} lies above the first; past the ends any number will do. */
    private double steps(double number) {
      double first = Numbers.number(parameter.value(0));
      double step = parameter.cardinality() == 1 ? 1 : Numbers.number(parameter.value(1)) - first;
      return Numbers.clamped((number - first) / step, -2, parameter.cardinality() + 1.0);
    }
  }

  /** Some of a choice's options. */
  record Options(Parameter.Choice parameter, List<Value> values) implements Domain {

    @Override
    public boolean isEmpty() {
      return values.isEmpty();
    }

    @Override
    public boolean isSingle() {
      return values.size() == 1;
    }

    @Override
    public double mass() {
      return (double) values.size() / parameter.options().size();
    }

    @Override
    public Value draw(RandomGenerator random) {
      return values.get(random.nextInt(values.size()));
    }

    @Override
    public Value nearest(Value wished) {
      int place = parameter.options().indexOf(wished);
      Value nearest = values.get(0);
      for (Value value : values) {
        nearest = distance(value, place) < distance(nearest, place) ? value : nearest;
      }
      return nearest;
    }

    private int distance(Value value, int place) {
      return Math.abs(parameter.options().indexOf(value) - place);
    }

    @Override
    public Domain only(Value value) {
      return new Options(parameter, List.of(value));
    }

    @Override
    public List<Domain> without(Value value) {
      List<Value> others = values.stream().filter(other -> !other.equals(value)).toList();
      return others.isEmpty() ? List.of() : List.of(new Options(parameter, others));
    }

    @Override
    public Interval numbers() {
      return new Interval(stream().min().orElse(Double.NaN), stream().max().orElse(Double.NaN));
    }

    private DoubleStream stream() {
      return values.stream().mapToDouble(Numbers::number);
    }

    @Override
    public Domain within(Interval interval) {
      return new Options(
          parameter,
          values.stream()
              .filter(
                  value -> {
                    double number = Numbers.number(value);
                    double slack = CLOSE * Math.abs(number);
                    return number >= interval.low() - slack && number <= interval.high() + slack;
                  })
              .toList());
    }

    @Override
    public Domain written(Predicate<String> texts) {
      return new Options(
          parameter,
          values.stream().filter(value -> texts.test(String.valueOf(value.plain()))).toList());
    }
  }
}
