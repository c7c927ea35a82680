package io.finesweep.config;

import io.finesweep.space.Constraint;
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
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the points to try first: each a section that gives values to some parameters, in the form
 * in which {@code fine-tuning} holds them; the others get their defaults. Where any parameter has a
 * default, the point of all defaults comes first, if the constraints hold for it.
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
      Map<String, Value> given = values(section, written);
      Configuration point = point(given);
      if (problems.size() == known) {
        check(section.path(), point, given);
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
    FirstPoints reading = new FirstPoints(space, new ArrayList<>());
    settings.tree().forEach((key, value) -> reading.flatten(key, value, written));
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

  private void check(String path, Configuration point, Map<String, Value> given) {
    List<String> faults = new SearchSpace(space.parameters()).faults(point);
    faults.forEach(fault -> refuse(path, fault));
    for (Constraint constraint : space.constraints()) {
      if (faults.isEmpty() && !constraint.holds(point)) {
        problems.add(broken(path, constraint, given));
      }
    }
  }

  private static Problem broken(String path, Constraint constraint, Map<String, Value> given) {
    List<String> names = constraint.parameters().stream().map(Parameter::path).toList();
    List<String> left = names.stream().filter(name -> !given.containsKey(name)).toList();
    String rule = "This point breaks the constraint \"" + constraint.text() + "\"";
    if (left.isEmpty()) {
      return new Problem(
          path, rule + ".", "Maybe change " + String.join(" or ", quoted(names)) + ".");
    }
    String defaults =
        constraint.parameters().stream()
            .filter(parameter -> left.contains(parameter.path()))
            .map(p -> "'" + p.path() + "' has " + standard(p) + ", " + p.standard().plain())
            .collect(Collectors.joining(", and "));
    return new Problem(
        path,
        rule + ": not given, " + defaults + ".",
        "Maybe give " + String.join(" and ", quoted(left)) + " here, too.");
  }

  private static String standard(Parameter parameter) {
    return parameter.traits().standard() != null
        ? "its default"
        : parameter instanceof Choice ? "its first option" : "the middle of its range";
  }

  private static List<String> quoted(List<String> names) {
    return names.stream().map(name -> "'" + name + "'").toList();
  }

  private void flatten(String path, @Nullable Object value, Map<String, Object> into) {
    if (value instanceof Map<?, ?> map && !map.isEmpty()) {
      map.forEach((key, inner) -> flatten(path + "." + key, inner, into));
    } else if (value instanceof List<?> list && holdsAny(path) && space.parameter(path).isEmpty()) {
      List<String> names = ElementNames.of(list);
      for (int i = 0; i < names.size(); i++) {
        flattenElement(path + "." + names.get(i), list.get(i), into);
      }
    } else if (value != null) {
      into.put(path, value);
    }
  }

  /** An element is named by its only key, and says nothing where it is empty. */
  private void flattenElement(String path, @Nullable Object element, Map<String, Object> into) {
    Object value = element;
    if (element instanceof Map<?, ?> map && map.size() == 1) {
      value = map.values().iterator().next();
    }
    if (!(value instanceof Map<?, ?> map && map.isEmpty())) {
      flatten(path, value, into);
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
              "'"
                  + parameter.path()
                  + "' cannot be "
                  + Section.shown(plain)
                  + "; it must be "
                  + DistributionReader.described(parameter)
                  + ".");
        } else {
          values.put(parameter.path(), value);
        }
      } else if (parameter instanceof Choice choice) {
        choose(section, choice, written, values);
      }
    }
    // A section that holds parameters says nothing where it is empty.
    written.entrySet().removeIf(e -> e.getValue() instanceof Map && holdsAny(e.getKey()));
    written.forEach((path, plain) -> problems.add(unknown(section.path(path), path, plain)));
    return values;
  }

  private Problem unknown(String place, String path, Object plain) {
    List<String> known = new ArrayList<>();
    for (Parameter parameter : space.parameters()) {
      known.add(parameter.path());
      if (plain instanceof Map && parameter instanceof Choice choice) {
        choice.options().forEach(option -> known.add(choice.path() + "." + option.plain()));
      }
    }
    return new Problem(
        place, "'" + path + "' is no parameter of the space.", Names.maybe(path, known));
  }

  private boolean holdsAny(String section) {
    return space.parameters().stream().anyMatch(p -> p.path().startsWith(section + "."));
  }

  private void choose(
      Section section, Choice choice, Map<String, Object> written, Map<String, Value> values) {
    List<Value> chosen = allChosen(choice, written);
    if (chosen.size() > 1) {
      problems.add(
          new Problem(
              section.path(choice.path()),
              "'" + choice.path() + "' is given " + chosen.size() + " options at once.",
              "Maybe leave all but one out."));
    }
    for (Value option : chosen) {
      values.putIfAbsent(choice.path(), option);
      if (written.get(choice.path() + "." + option.plain()) instanceof Map) {
        written.remove(choice.path() + "." + option.plain());
      }
    }
  }

  private static Optional<Value> chosen(Choice choice, Map<String, Object> written) {
    return allChosen(choice, written).stream().findFirst();
  }

  /** The options that are written as sections, an empty one too. */
  private static List<Value> allChosen(Choice choice, Map<String, Object> written) {
    return choice.options().stream()
        .filter(option -> isChosen(choice.path() + "." + option.plain(), written))
        .toList();
  }

  private static boolean isChosen(String section, Map<String, Object> written) {
    return written.get(section) instanceof Map
        || written.keySet().stream().anyMatch(path -> path.startsWith(section + "."));
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
