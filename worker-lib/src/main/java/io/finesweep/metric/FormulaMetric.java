package io.finesweep.metric;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * A metric as a formula over one kind of predictions. It is empty for the other kind, for no rows,
 * where a prediction is not finite, and where the result would not be finite.
 */
record FormulaMetric<P extends Predictions>(
    String name, Goal goal, Span span, Class<P> kind, Function<P, OptionalDouble> formula)
    implements Metric {

  static Metric ofClasses(
      String name, Goal goal, Span span, Function<Predictions.Classes, OptionalDouble> formula) {
    return new FormulaMetric<>(name, goal, span, Predictions.Classes.class, formula);
  }

  static Metric ofNumbers(
      String name, Goal goal, Span span, Function<Predictions.Numbers, OptionalDouble> formula) {
    return new FormulaMetric<>(name, goal, span, Predictions.Numbers.class, formula);
  }

  @Override
  public OptionalDouble of(Predictions predictions) {
    if (!kind.isInstance(predictions) || predictions.size() == 0 || !isFinite(predictions)) {
      return OptionalDouble.empty();
    }
    OptionalDouble value = formula.apply(kind.cast(predictions));
    return value.isPresent() && Double.isFinite(value.getAsDouble())
        ? value
        : OptionalDouble.empty();
  }

  private static boolean isFinite(Predictions predictions) {
    double[][] values =
        predictions instanceof Predictions.Classes classes
            ? classes.probabilities()
            : ((Predictions.Numbers) predictions).predicted();
    return Arrays.stream(values).allMatch(row -> Arrays.stream(row).allMatch(Double::isFinite));
  }
}
