package io.finesweep.config;

import io.finesweep.space.Parameter;
import io.finesweep.space.Parameter.Condition;
import io.finesweep.space.Parameter.Order;
import io.finesweep.space.Parameter.Scale;
import io.finesweep.space.Parameter.Traits;
import io.finesweep.trial.Section;
import io.finesweep.trial.Section.Range;
import io.finesweep.trial.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads one distribution: the key that says which, and {@code grid}, {@code step}, default. */
final class DistributionReader {

  private static final long NONE = Long.MAX_VALUE;

  private final Section section;
  private final String path;
  private final @Nullable Condition condition;

  DistributionReader(Section section, String path, @Nullable Condition condition) {
    this.section = section;
    this.path = path;
    this.condition = condition;
  }

  /** Says that there is more than one distribution here. */
  void refuse(List<Kind> kinds) {
    List<String> keys = kinds.stream().map(Kind::key).toList();
    section.problem(
        keys.get(1),
        "'"
            + section.path()
            + "' has more than one distribution: "
            + String.join(" and ", keys)
            + ".",
        "Maybe keep one of them.");
  }

  /** The numeric parameter; null where there is none because of a problem. */
  @Nullable Parameter range(Kind kind) {
    boolean whole = kind == Kind.INT || kind == Kind.LOG_INT;
    Scale scale = kind == Kind.UNIFORM || kind == Kind.INT ? Scale.LINEAR : Scale.LOG;
    List<Double> bounds = bounds(kind, whole, scale);
    Integer grid = grid();
    Double step = step(whole, bounds);
    section.has("default");
    section.end();
    if (bounds.isEmpty()) {
      return null;
    }
    Parameter parameter;
    try {
      parameter = parameter(bounds, whole, scale, step, new Traits(grid, null, condition));
    } catch (IllegalArgumentException e) {
      section.problem(
          kind.key(),
          "'%s' is %s; with its step that is more than numbers can tell apart."
              .formatted(section.path(kind.key()), section.raw(kind.key())),
          "Maybe write narrower bounds or a larger step.");
      return null;
    }
    return withDefault(parameter);
  }

  private Parameter parameter(
      List<Double> bounds, boolean whole, Scale scale, @Nullable Double step, Traits traits) {
    double low = bounds.get(0);
    double high = bounds.get(1);
    return whole
        ? new Parameter.Whole(
            path, (long) low, (long) high, scale, step == null ? 1 : step.longValue(), traits)
        : new Parameter.Real(path, low, high, scale, step, traits);
  }

  private List<Double> bounds(Kind kind, boolean whole, Scale scale) {
    String key = kind.key();
    List<Double> bounds = section.numbers(key, List.of(), Range.ANY);
    String rule = (whole ? "two whole numbers" : "two numbers") + " [low, high]";
    boolean fits = !whole || bounds.stream().allMatch(bound -> bound == Math.rint(bound));
    if (bounds.size() != 2 || !fits) {
      if (!bounds.isEmpty() || isEmptyList(key)) {
        section.problem(
            key,
            "'" + section.path(key) + "' is " + section.raw(key) + "; it must be " + rule + ".",
            "Maybe write " + key + " = [1, 10].");
      }
      return List.of();
    }
    List<String> written = section.texts(key, List.of());
    if (bounds.get(0) >= bounds.get(1)) {
      emptyRange(key, bounds, written);
      return List.of();
    }
    if (scale == Scale.LOG && bounds.get(0) <= 0) {
      section.problem(
          key,
          subject() + "is on a log scale, where low (" + written.get(0) + ") must be above 0.",
          "Maybe write "
              + key.replace("log-", "")
              + " instead, or the smallest value that still makes a difference.");
      return List.of();
    }
    return bounds;
  }

  private String subject() {
    return "'" + section.path() + "' ";
  }

  private boolean isEmptyList(String key) {
    return section.raw(key) instanceof List<?> list && list.isEmpty();
  }

  private void emptyRange(String key, List<Double> bounds, List<String> written) {
    boolean swapped = bounds.get(0) > bounds.get(1);
    section.problem(
        key,
        subject()
            + "has an empty range: low ("
            + written.get(0)
            + ") must be below high ("
            + written.get(1)
            + ").",
        swapped ? "Maybe swap the two bounds." : "Maybe write the value itself.");
  }

  private @Nullable Integer grid() {
    long points = section.whole("grid", NONE, Range.atLeast(1));
    if (points != NONE && points > Integer.MAX_VALUE) {
      section.mustBe("grid", points, "at most " + Integer.MAX_VALUE);
      return null;
    }
    return points == NONE ? null : Integer.valueOf((int) points);
  }

  private @Nullable Double step(boolean whole, List<Double> bounds) {
    if (!section.has("step")) {
      return null;
    }
    double step =
        whole
            ? section.whole("step", 1, Range.atLeast(1))
            : section.number("step", Double.NaN, Range.POSITIVE);
    if (!bounds.isEmpty() && step > bounds.get(1) - bounds.get(0)) {
      section.problem(
          "step",
          "'" + section.path("step") + "' is " + section.raw("step") + ", more than the range.",
          "Maybe choose a smaller one, or leave it out.");
      return null;
    }
    return Double.isNaN(step) ? null : Double.valueOf(step);
  }

  /** The choice; null where there is none because of a problem. */
  @Nullable Parameter options(Kind kind, List<Value> options) {
    Object written = section.raw(kind.key());
    Order order = kind == Kind.CHOICE ? Order.NOMINAL : Order.ORDINAL;
    section.has("default");
    for (String key : List.of("grid", "step")) {
      if (section.has(key)) {
        section.problem(
            key,
            "'" + section.path(key) + "' has no meaning beside '" + kind.key() + "'.",
            "Maybe remove it: a grid has all options.");
      }
    }
    section.end();
    if (!(written instanceof List<?> list) || list.isEmpty()) {
      section.problem(
          kind.key(),
          "'"
              + section.path(kind.key())
              + "' is "
              + Section.shown(written)
              + "; it must be a list of at least one option.",
          "Maybe write " + kind.key() + " = [a, b].");
      return null;
    }
    return options.isEmpty()
        ? null
        : withDefault(
            new Parameter.Choice(path, options, order, new Traits(null, null, condition)));
  }

  /** The same options; whole numbers become real ones where there is a real one among numbers. */
  <T> Map<Value, T> alike(Map<Value, T> options) {
    boolean real = options.keySet().stream().anyMatch(Value.Real.class::isInstance);
    Map<Value, T> alike = new LinkedHashMap<>();
    options.forEach((value, written) -> alike.put(real ? real(value) : value, written));
    return alike;
  }

  private static Value real(Value value) {
    return value instanceof Value.Whole whole ? new Value.Real(whole.number()) : value;
  }

  private Parameter withDefault(Parameter parameter) {
    Object written = section.raw("default");
    if (written == null) {
      return parameter;
    }
    Value value = standard(parameter, written);
    if (value == null || !parameter.holds(value)) {
      section.problem(
          "default",
          "'"
              + section.path("default")
              + "' is "
              + Section.shown(written)
              + "; it must be "
              + described(parameter)
              + ".",
          "Maybe leave it out: a sweep needs none.");
      return parameter;
    }
    return with(parameter, new Traits(parameter.traits().grid(), value, condition));
  }

  private static @Nullable Value standard(Parameter parameter, Object written) {
    if (parameter instanceof Parameter.Choice) {
      Value value = option(written);
      return value != null && parameter.holds(value) ? value : value == null ? null : real(value);
    }
    double number = written instanceof Number given ? given.doubleValue() : Double.NaN;
    if (parameter instanceof Parameter.Real) {
      return Double.isNaN(number) ? null : new Value.Real(number);
    }
    return number == (long) number ? new Value.Whole((long) number) : null;
  }

  /** What stands for an option in a point: itself, or a list's text; null for anything else. */
  static @Nullable Value option(@Nullable Object written) {
    if (written instanceof List) {
      return new Value.Text(Section.shown(written));
    }
    return written == null || written instanceof Map ? null : Value.of(written);
  }

  /** What values a parameter can have. */
  static String described(Parameter parameter) {
    if (parameter instanceof Parameter.Real real) {
      return "a number " + range(real.low(), real.high(), real.step());
    } else if (parameter instanceof Parameter.Whole whole) {
      return "a whole number " + range(whole.low(), whole.high(), whole.step());
    }
    return "one of the options "
        + ((Parameter.Choice) parameter)
            .options().stream()
                .map(option -> String.valueOf(option.plain()))
                .collect(Collectors.joining(", "));
  }

  private static String range(Number low, Number high, @Nullable Number step) {
    boolean stepped = step != null && !step.equals(1L);
    String steps = stepped ? " in steps of " + Section.shown(step) : "";
    return "from " + Section.shown(low) + " to " + Section.shown(high) + steps;
  }

  private static Parameter with(Parameter parameter, Traits traits) {
    if (parameter instanceof Parameter.Real real) {
      return new Parameter.Real(
          real.path(), real.low(), real.high(), real.scale(), real.step(), traits);
    } else if (parameter instanceof Parameter.Whole whole) {
      return new Parameter.Whole(
          whole.path(), whole.low(), whole.high(), whole.scale(), whole.step(), traits);
    }
    Parameter.Choice choice = (Parameter.Choice) parameter;
    return new Parameter.Choice(choice.path(), choice.options(), choice.order(), traits);
  }
}
