package io.finesweep.config;

import io.finesweep.space.Parameter;
import io.finesweep.space.Parameter.Choice;
import io.finesweep.space.Parameter.Real;
import io.finesweep.space.SearchSpace;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.Names;
import io.finesweep.trial.Problem;
import io.finesweep.trial.Section;
import io.finesweep.trial.Settings;
import io.finesweep.trial.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the points to try first: each a section that gives values to some parameters, in the form
 * in which {@code fine-tuning} holds them; the others get their defaults. Where any parameter has a
 * default, the point of all defaults comes first.
 */
public final class FirstPoints {

  private static final String KEY = "try-first";

  private final SearchSpace space;
  private final List<Problem> problems;

  FirstPoints(SearchSpace space, List<Problem> problems) {
    this.space = space;
    this.problems = problems;
  }

  List<Configuration> read(Section sweep) {
    List<Configuration> points = new ArrayList<>();
    boolean standard = space.parameters().stream().anyMatch(p -> p.traits().standard() != null);
    Configuration defaults = point(new TreeMap<>());
    if (standard && space.faults(defaults).isEmpty()) {
      points.add(defaults);
    }
    for (Section section : sweep.sections(KEY)) {
      Map<String, Object> written = new TreeMap<>();
      for (String key : section.keys()) {
        flatten(key, section.raw(key), written);
      }
      int known = problems.size();
      Configuration point = point(values(section, written));
      if (problems.size() == known) {
        space.faults(point).forEach(fault -> refuse(section.path(), fault));
        points.add(point);
      }
    }
    return points.stream().distinct().toList();
  }

  /**
   * The point at which parameters have the values of {@code settings}, in the form in which {@code
   * fine-tuning} holds them, the others their defaults; a setting that is no parameter's, or that
   * the space does not hold, counts as not given. Empty where no parameter is given any, or where
   * the constraints do not hold.
   */
  public static Optional<Configuration> of(SearchSpace space, Settings settings) {
    Map<String, Object> written = new TreeMap<>();
    settings.tree().forEach((key, value) -> flatten(key, value, written));
    FirstPoints reading = new FirstPoints(space, new ArrayList<>());
    Map<String, Value> values = new LinkedHashMap<>();
    for (Parameter parameter : space.parameters()) {
      Object plain = written.get(parameter.path());
      Optional<Value> value =
          plain != null
              ? Optional.ofNullable(value(parameter, plain))
              : parameter instanceof Choice choice ? chosen(choice, written) : Optional.empty();
      if (SearchSpace.isActive(parameter, values)) {
        value.ifPresent(it -> values.put(parameter.path(), it));
      }
    }
    Configuration point = reading.point(values);
    return values.isEmpty() || !space.faults(point).isEmpty()
        ? Optional.empty()
        : Optional.of(point);
  }

  private static void flatten(String path, @Nullable Object value, Map<String, Object> into) {
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, inner) -> flatten(path + "." + key, inner, into));
    } else if (value != null) {
      into.put(path, value);
    }
  }

  /** The values by path; an option is also chosen by giving a value to a parameter below it. */
  private Map<String, Value> values(Section section, Map<String, Object> written) {
    Map<String, Value> values = new LinkedHashMap<>();
    for (Parameter parameter : space.parameters()) {
      Object plain = written.remove(parameter.path());
      if (plain != null) {
        Value value = value(parameter, plain);
        if (value == null) {
          refuse(
              section.path(parameter.path()),
              "'" + parameter.path() + "' cannot be " + Section.shown(plain) + ".");
        } else {
          values.put(parameter.path(), value);
        }
      } else if (parameter instanceof Choice choice) {
        chosen(choice, written).ifPresent(option -> values.put(choice.path(), option));
      }
    }
    List<String> known = space.parameters().stream().map(Parameter::path).toList();
    for (String path : written.keySet()) {
      problems.add(
          new Problem(
              section.path(path),
              "'" + path + "' is no parameter of the space.",
              Names.maybe(path, known)));
    }
    return values;
  }

  private static Optional<Value> chosen(Choice choice, Map<String, Object> written) {
    return choice.options().stream()
        .filter(
            option ->
                written.keySet().stream()
                    .anyMatch(p -> p.startsWith(choice.path() + "." + option.plain() + ".")))
        .findFirst();
  }

  private static @Nullable Value value(Parameter parameter, Object plain) {
    Value value = DistributionReader.option(plain);
    if (parameter instanceof Real && plain instanceof Number number) {
      value = new Value.Real(number.doubleValue());
    }
    if (value != null && parameter.holds(value)) {
      return value;
    }
    if (plain instanceof Number number && parameter instanceof Choice choice) {
      return choice.options().stream()
          .filter(o -> o.plain() instanceof Number n && n.doubleValue() == number.doubleValue())
          .findFirst()
          .orElse(null);
    }
    return null;
  }

  /** The point with these values; of inactive parameters they stay out only if never given. */
  private Configuration point(Map<String, Value> given) {
    Map<String, Value> values = new LinkedHashMap<>(given);
    for (Parameter parameter : space.parameters()) {
      if (!values.containsKey(parameter.path()) && SearchSpace.isActive(parameter, values)) {
        values.put(parameter.path(), parameter.standard());
      }
    }
    return Configuration.of(values);
  }

  private void refuse(String path, String fault) {
    problems.add(
        new Problem(path, fault, "Maybe leave it out: what is not given has its default."));
  }
}
