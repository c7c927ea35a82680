package io.finesweep.metric;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The catalogue of metrics.
 *
 * <p>Classification: {@code accuracy}, {@code balanced-accuracy}, {@code mcc}; {@code precision},
 * {@code recall} and {@code f1}, each with {@code -macro}, {@code -micro}, {@code -weighted} or
 * {@code -binary} behind it; {@code roc-auc}, {@code pr-auc}; {@code log-loss}, {@code brier},
 * {@code calibration-error}. Regression: {@code mae}, {@code rmse}, {@code mse}, {@code r2}, {@code
 * mape}, {@code median-ae}. Costs: {@code parameters}, {@code model-bytes}, {@code prediction-ms}.
 *
 * <p>{@code precision}, {@code recall} and {@code f1} alone are aliases: they name the metric that
 * ends in {@code -macro}, and it is this name that its values carry.
 */
public final class Metrics {

  private static final List<Metric> ALL =
      Stream.of(
              Agreement.all(),
              Retrieval.all(),
              AreaUnderCurve.all(),
              ProbabilityErrors.all(),
              NumberErrors.all(),
              Cost.all())
          .flatMap(List::stream)
          .toList();

  private static final Map<String, String> ALIASES =
      Map.of("precision", "precision-macro", "recall", "recall-macro", "f1", "f1-macro");

  private static final Map<String, Metric> BY_NAME =
      ALL.stream().collect(Collectors.toUnmodifiableMap(Metric::name, Function.identity()));

  private Metrics() {}

  /** The metric with this name or alias. */
  public static Optional<Metric> named(String name) {
    return Optional.ofNullable(BY_NAME.get(ALIASES.getOrDefault(name, name)));
  }

  /** Which values the metric of this name can have; any where another program measures it. */
  public static Span span(String name) {
    return named(name).map(Metric::span).orElse(Span.ANY);
  }

  /** Every metric once, family by family. */
  public static List<Metric> all() {
    return ALL;
  }

  /** Every name that {@link #named} knows, aliases among them. */
  public static SortedSet<String> names() {
    SortedSet<String> names = new TreeSet<>(BY_NAME.keySet());
    names.addAll(ALIASES.keySet());
    return Collections.unmodifiableSortedSet(names);
  }

  /** Those of {@code metrics} that are defined for {@code predictions}, by name. */
  public static SortedMap<String, Double> of(
      Predictions predictions, Collection<? extends Metric> metrics) {
    SortedMap<String, Double> values = new TreeMap<>();
    for (Metric metric : metrics) {
      metric.of(predictions).ifPresent(value -> values.put(metric.name(), value));
    }
    return Collections.unmodifiableSortedMap(values);
  }
}
