package io.finesweep.cli;

import io.finesweep.space.Parameter;
import io.finesweep.space.SearchSpace;
import io.finesweep.space.Template.Node;
import io.finesweep.sweep.SweepSpec;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says which point of today's space a point of an earlier sweep stands for. What was no parameter
 * there has the value that it was set to, else its default.
 */
record Translation(SweepSpec past, SweepSpec today) {

  /** The point; empty where today's space does not hold a value, or a constraint does not hold. */
  Optional<Configuration> of(Configuration point) {
    Map<String, Value> values = new LinkedHashMap<>();
    for (Parameter parameter : today.space().parameters()) {
      if (SearchSpace.isActive(parameter, values)) {
        Optional<Value> value = value(parameter, point);
        if (value.isEmpty()) {
          return Optional.empty();
        }
        values.put(parameter.path(), value.get());
      }
    }
    return Optional.of(Configuration.of(values)).filter(today.space()::admits);
  }

  private Optional<Value> value(Parameter parameter, Configuration point) {
    if (past.space().parameter(parameter.path()).isPresent()) {
      return point.value(parameter.path()).flatMap(value -> held(parameter, value));
    }
    return Optional.of(
        written(past.fineTuning().root(), parameter.path().split("\\.", -1))
            .flatMap(value -> held(parameter, value))
            .orElse(parameter.standard()));
  }

  private static Optional<Value> held(Parameter parameter, Value value) {
    Value fitting =
        parameter instanceof Parameter.Real && value instanceof Value.Whole whole
            ? new Value.Real(whole.number())
            : value;
    return parameter.holds(fitting) ? Optional.of(fitting) : Optional.empty();
  }

  /** The value that stands at a path, or the name of the option that a section holds. */
  private static Optional<Value> written(Node.Section root, String[] path) {
    Node node = root;
    for (String key : path) {
      node = node instanceof Node.Section section ? section.nodes().get(key) : null;
    }
    if (node instanceof Node.Section section && section.nodes().size() == 1) {
      return Optional.of(new Value.Text(section.nodes().keySet().iterator().next()));
    }
    return node instanceof Node.Fixed fixed ? plain(fixed.value()) : Optional.empty();
  }

  private static Optional<Value> plain(@Nullable Object value) {
    return value instanceof Number || value instanceof String || value instanceof Boolean
        ? Optional.of(Value.of(value))
        : Optional.empty();
  }
}
