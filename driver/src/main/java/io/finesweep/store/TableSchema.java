package io.finesweep.store;

import io.finesweep.history.Terms;
import io.finesweep.metric.Objective;
import io.finesweep.space.Parameter;
import io.finesweep.sweep.SweepSpec;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.Names;
import io.finesweep.trial.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What decides a sweep's tables: their columns are the same from its first row to its last.
 *
 * @param terms by what the history is read
 * @param parameters of the search space
 * @param metrics that are measured, by name; the objectives need not be among them
 */
public record TableSchema(Terms terms, List<Parameter> parameters, List<String> metrics) {

  public TableSchema {
    parameters = List.copyOf(parameters);
    Set<String> all = new LinkedHashSet<>();
    terms.objectives().stream().map(Objective::metric).forEach(all::add);
    all.addAll(metrics);
    metrics = List.copyOf(all);
  }

  /** The schema of a sweep. */
  public static TableSchema of(SweepSpec spec) {
    return new TableSchema(spec.terms(), spec.space().parameters(), spec.experiment().metrics());
  }

  /** One column {@code param_*} for each parameter. */
  List<Column> parameterColumns() {
    return parameters.stream().map(TableSchema::column).toList();
  }

  private static Column column(Parameter parameter) {
    return new Column(
        Names.column("param_", parameter.path()),
        kind(parameter),
        "the value of '" + parameter.path() + "'; null where it is not active");
  }

  private static Column.Kind kind(Parameter parameter) {
    if (parameter instanceof Parameter.Real) {
      return Column.Kind.REAL;
    } else if (parameter instanceof Parameter.Whole) {
      return Column.Kind.WHOLE;
    }
    List<Value> options = ((Parameter.Choice) parameter).options();
    if (options.stream().allMatch(Value.Whole.class::isInstance)) {
      return Column.Kind.WHOLE;
    } else if (options.stream().allMatch(Value.Flag.class::isInstance)) {
      return Column.Kind.FLAG;
    }
    boolean numbers =
        options.stream().allMatch(o -> o instanceof Value.Whole || o instanceof Value.Real);
    return numbers ? Column.Kind.REAL : Column.Kind.TEXT;
  }

  /** The cells of {@link #parameterColumns}. */
  List<@Nullable Object> cells(Configuration configuration) {
    List<@Nullable Object> cells = new ArrayList<>();
    for (Parameter parameter : parameters) {
      Value value = configuration.value(parameter.path()).orElse(null);
      cells.add(value == null ? null : cell(kind(parameter), value));
    }
    return cells;
  }

  private static Object cell(Column.Kind kind, Value value) {
    Object plain = value.plain();
    if (kind == Column.Kind.REAL && plain instanceof Number number) {
      return number.doubleValue();
    }
    return kind == Column.Kind.TEXT ? String.valueOf(plain) : plain;
  }

  /** One column {@code metric_*} for each metric. */
  List<Column> metricColumns() {
    return metrics.stream()
        .map(
            name ->
                new Column(
                    Names.column("metric_", name),
                    Column.Kind.REAL,
                    "'" + name + "' on the validation part; null where it is not defined"))
        .toList();
  }

  /** The cells of {@link #metricColumns}. */
  List<@Nullable Object> cells(Map<String, Double> values) {
    List<@Nullable Object> cells = new ArrayList<>();
    for (String metric : metrics) {
      Double value = values.get(metric);
      cells.add(value == null || value.isNaN() ? null : value);
    }
    return cells;
  }
}
