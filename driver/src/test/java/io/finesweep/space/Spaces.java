package io.finesweep.space;

import io.finesweep.space.Parameter.Choice;
import io.finesweep.space.Parameter.Condition;
import io.finesweep.space.Parameter.Order;
import io.finesweep.space.Parameter.Real;
import io.finesweep.space.Parameter.Scale;
import io.finesweep.space.Parameter.Traits;
import io.finesweep.space.Parameter.Whole;
import io.finesweep.trial.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Spaces and parameters for tests. */
public final class Spaces {

  private Spaces() {}

  public static Real real(String path, double low, double high) {
    return new Real(path, low, high, Scale.LINEAR, null, Traits.NONE);
  }

  public static Real logReal(String path, double low, double high) {
    return new Real(path, low, high, Scale.LOG, null, Traits.NONE);
  }

  public static Real stepped(String path, double low, double high, double step) {
    return new Real(path, low, high, Scale.LINEAR, step, Traits.NONE);
  }

  public static Whole whole(String path, long low, long high) {
    return new Whole(path, low, high, Scale.LINEAR, 1, Traits.NONE);
  }

  public static Whole logWhole(String path, long low, long high) {
    return new Whole(path, low, high, Scale.LOG, 1, Traits.NONE);
  }

  public static Choice choice(String path, Object... options) {
    return new Choice(path, values(options), Order.NOMINAL, Traits.NONE);
  }

  public static Choice ordinal(String path, Object... options) {
    return new Choice(path, values(options), Order.ORDINAL, Traits.NONE);
  }

  /** {@code parameter}, active where {@code parent} is {@code option}. */
  public static Parameter when(String parent, Object option, Parameter parameter) {
    Traits traits = new Traits(null, null, new Condition(parent, Value.of(option)));
    if (parameter instanceof Real real) {
      return new Real(real.path(), real.low(), real.high(), real.scale(), real.step(), traits);
    } else if (parameter instanceof Whole whole) {
      return new Whole(
          whole.path(), whole.low(), whole.high(), whole.scale(), whole.step(), traits);
    }
    Choice choice = (Choice) parameter;
    return new Choice(choice.path(), choice.options(), choice.order(), traits);
  }

  public static SearchSpace space(Parameter... parameters) {
    return new SearchSpace(List.of(parameters));
  }

  /** One parameter of each kind. */
  public static SearchSpace mixed() {
    return space(
        real("dropout", 0, 0.5),
        logReal("learning-rate", 1e-5, 1e-1),
        whole("layers", 1, 4),
        logWhole("units", 8, 512),
        ordinal("batch-size", 16, 32, 64, 128),
        choice("activation", "relu", "tanh", "elu"));
  }

  /** An optimizer with parameters of its own, two levels deep. */
  public static SearchSpace conditional() {
    return space(
        logReal("learning-rate", 1e-5, 1e-1),
        choice("optimizer", "adam", "nesterov", "plain"),
        when("optimizer", "nesterov", real("momentum", 0.5, 0.99)),
        when("optimizer", "adam", choice("schedule", "constant", "cosine")),
        when("schedule", "cosine", whole("warm-up", 0, 5)));
  }

  /** {@link #mixed} with fewer units the more layers there are, and less dropout at high rates. */
  public static SearchSpace constrained() {
    return where(mixed(), "layers * units <= 96", "dropout <= 0.5 - learning-rate * 4");
  }

  /** Equal numbers, a sum and equal options, which random points as good as never have. */
  public static SearchSpace tight() {
    return where(
        space(
            real("rate", 0, 1),
            whole("units-1", 1, 90),
            whole("units-2", 1, 90),
            whole("units-3", 1, 90),
            choice("first", "adam", "sgd", "plain"),
            choice("second", "plain", "sgd", "lamb"),
            when("first", "sgd", real("momentum", 0, 1)),
            when("first", "sgd", real("decay", 0, 1))),
        "units-1 == units-2",
        "units-2 + units-3 == 90",
        "first == second",
        "momentum + decay == 1");
  }

  /** {@code space} with these constraints. */
  public static SearchSpace where(SearchSpace space, String... constraints) {
    try {
      List<Constraint> read = new ArrayList<>();
      for (String constraint : constraints) {
        read.add(Constraint.read(constraint, space));
      }
      return new SearchSpace(space.parameters(), read);
    } catch (Constraint.Unreadable e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** 3 × (2 + 4) = 18 points. */
  public static SearchSpace finite() {
    return space(
        whole("layers", 1, 3),
        choice("optimizer", "adam", "nesterov"),
        when("optimizer", "adam", choice("amsgrad", true, false)),
        when("optimizer", "nesterov", ordinal("momentum", 0.5, 0.8, 0.9, 0.99)));
  }

  private static List<Value> values(Object... options) {
    return Arrays.stream(options).map(Value::of).toList();
  }
}
