package io.finesweep.metric;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Metrics of regression. With several outputs each is computed for every output, and the plain mean
 * over the outputs is the value, as in scikit-learn ({@code multioutput="uniform_average"}); this
 * holds for the root of the squared error too: roots first, then the mean.
 */
final class NumberErrors {

  private NumberErrors() {}

  /** Truth and prediction of one output. */
  private record Output(double[] truth, double[] predicted) {

    static Output of(Predictions.Numbers predictions, int output) {
      return new Output(
          Arrays.stream(predictions.truth()).mapToDouble(row -> row[output]).toArray(),
          Arrays.stream(predictions.predicted()).mapToDouble(row -> row[output]).toArray());
    }

    DoubleStream errors() {
      return IntStream.range(0, truth.length).mapToDouble(row -> predicted[row] - truth[row]);
    }
  }

  static List<Metric> all() {
    return List.of(
        metric("mae", Goal.MINIMIZE, output -> output.errors().map(Math::abs).average()),
        metric("rmse", Goal.MINIMIZE, output -> mapped(squared(output), Math::sqrt)),
        metric("mse", Goal.MINIMIZE, NumberErrors::squared),
        metric("r2", Goal.MAXIMIZE, NumberErrors::determination),
        metric("mape", Goal.MINIMIZE, NumberErrors::relative),
        metric("median-ae", Goal.MINIMIZE, NumberErrors::median));
  }

  private static Metric metric(String name, Goal goal, Function<Output, OptionalDouble> formula) {
    return FormulaMetric.ofNumbers(
        name,
        goal,
        goal == Goal.MINIMIZE ? Span.SIZE : new Span(Double.NEGATIVE_INFINITY, 1),
        predictions ->
            IntStream.range(0, predictions.outputs().size())
                .mapToObj(output -> formula.apply(Output.of(predictions, output)))
                .flatMapToDouble(OptionalDouble::stream)
                .average());
  }

  private static OptionalDouble squared(Output output) {
    return output.errors().map(error -> error * error).average();
  }

  /**
   * The coefficient of determination (Draper and Smith 1998, "Applied Regression Analysis"). Where
   * the truth is constant it is 1 for a perfect prediction and else 0, as in scikit-learn; it is
   * empty for a single row.
   */
  private static OptionalDouble determination(Output output) {
    double[] truth = output.truth();
    if (truth.length < 2) {
      return OptionalDouble.empty();
    }
    double unexplained = output.errors().map(error -> error * error).sum();
    if (Arrays.stream(truth).allMatch(value -> value == truth[0])) {
      return OptionalDouble.of(unexplained == 0 ? 1 : 0);
    }
    double mean = Arrays.stream(truth).average().orElseThrow();
    double total = Arrays.stream(truth).map(value -> (value - mean) * (value - mean)).sum();
    return OptionalDouble.of(1 - unexplained / total);
  }

  /**
   * The mean of the absolute error over the absolute truth, as a fraction, not in hundredths (de
   * Myttenaere et al. 2016, "Mean absolute percentage error for regression models"). A truth nearer
   * to 0 than 2⁻⁵² counts as that, as in scikit-learn: the value is then huge.
   */
  private static OptionalDouble relative(Output output) {
    return IntStream.range(0, output.truth().length)
        .mapToDouble(
            row ->
                Math.abs(output.predicted()[row] - output.truth()[row])
                    / Math.max(Math.abs(output.truth()[row]), Math.ulp(1.0)))
        .average();
  }

  /** The median of the absolute error; of an even number of rows the mean of the middle two. */
  private static OptionalDouble median(Output output) {
    double[] errors = output.errors().map(Math::abs).sorted().toArray();
    int middle = errors.length / 2;
    return OptionalDouble.of(
        errors.length % 2 == 1 ? errors[middle] : (errors[middle - 1] + errors[middle]) / 2);
  }

  private static OptionalDouble mapped(OptionalDouble value, DoubleUnaryOperator function) {
    return value.stream().map(function).average();
  }
}
