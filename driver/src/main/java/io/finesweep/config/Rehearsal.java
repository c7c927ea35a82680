package io.finesweep.config;

import io.finesweep.space.Parameter;
import io.finesweep.space.Parameter.Condition;
import io.finesweep.space.SearchSpace;
import io.finesweep.space.Template;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.Problem;
import io.finesweep.trial.Section;
import io.finesweep.trial.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Puts the ends, an inner value and every option of each parameter in place, and reads what comes
 * out as an executor would, so that no trial fails of what could have been known before.
 */
final class Rehearsal {

  private final String section;
  private final SearchSpace space;
  private final Template template;

  /** Of the section with this name, in which parameters of {@code space} stand. */
  Rehearsal(String section, SearchSpace space, Template template) {
    this.section = section;
    this.space = space;
    this.template = template;
  }

  /** What {@code schema} finds wrong, each only once; one problem a numeric parameter. */
  List<Problem> problems(Consumer<Section> schema) {
    Set<Problem> all = new LinkedHashSet<>();
    for (Configuration point : points()) {
      List<Problem> found = new ArrayList<>();
      schema.accept(template.fill(point).section(section, found));
      all.addAll(found);
    }
    Set<String> numeric = new HashSet<>();
    for (Parameter parameter : space.parameters()) {
      if (!(parameter instanceof Parameter.Choice)) {
        numeric.add(section + "." + parameter.path());
      }
    }
    Set<String> said = new HashSet<>();
    return all.stream()
        .filter(problem -> !numeric.contains(problem.path()) || said.add(problem.path()))
        .toList();
  }

  private List<Configuration> points() {
    List<Configuration> points = new ArrayList<>();
    points.add(point(Map.of()));
    for (Parameter parameter : space.parameters()) {
      for (Value value : telling(parameter)) {
        Map<String, Value> chosen = ancestors(parameter);
        chosen.put(parameter.path(), value);
        points.add(point(chosen));
      }
    }
    return points;
  }

  private Configuration point(Map<String, Value> chosen) {
    Map<String, Value> values = new HashMap<>();
    for (Parameter parameter : space.parameters()) {
      if (SearchSpace.isActive(parameter, values)) {
        Value value = chosen.get(parameter.path());
        values.put(parameter.path(), value == null ? standard(parameter) : value);
      }
    }
    return Configuration.of(values);
  }

  /** The options that make {@code parameter} active. */
  private Map<String, Value> ancestors(Parameter parameter) {
    Map<String, Value> chosen = new HashMap<>();
    Condition condition = parameter.condition();
    while (condition != null) {
      chosen.put(condition.parent(), condition.option());
      condition = space.parameter(condition.parent()).orElseThrow().condition();
    }
    return chosen;
  }

  private static Value standard(Parameter parameter) {
    Value standard = parameter.traits().standard();
    return standard == null || !(parameter instanceof Parameter.Choice)
        ? telling(parameter).get(0)
        : standard;
  }

  /** Both ends and a value in between that is no round one; of a choice every option. */
  private static List<Value> telling(Parameter parameter) {
    if (parameter instanceof Parameter.Choice choice) {
      return choice.options();
    }
    Value high =
        parameter instanceof Parameter.Real real && real.step() == null
            ? new Value.Real(real.high())
            : parameter.at(Math.nextDown(1.0));
    return List.of(parameter.at(0), high, parameter.at(0.381966));
  }
}
