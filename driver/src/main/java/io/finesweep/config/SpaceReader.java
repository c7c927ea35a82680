package io.finesweep.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import io.finesweep.space.Constraint;
import io.finesweep.space.Parameter;
import io.finesweep.space.Parameter.Condition;
import io.finesweep.space.SearchSpace;
import io.finesweep.space.Template;
import io.finesweep.space.Template.Node;
import io.finesweep.trial.Names;
import io.finesweep.trial.Problem;
import io.finesweep.trial.Section;
import io.finesweep.trial.Settings;
import io.finesweep.trial.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the search space out of the section in which it is written in place. */
final class SpaceReader {

  /** Stands for a distribution that cannot be used. */
  private static final Node NOTHING = new Node.Fixed(null);

  private final String section;
  private final Places places;
  private final List<Problem> problems;
  private final Measuring schema;
  private final List<Parameter> parameters = new ArrayList<>();
  private final Map<String, String> columns = new HashMap<>();
  private final Map<String, String> fixed = new HashMap<>();

  /**
   * A reader.
   *
   * @param section the name of the section, which parameters' names leave out
   * @param places told where each path was written
   * @param problems told what is wrong
   * @param schema whose settings the section holds; ours are checked by what reads them
   */
  SpaceReader(String section, Places places, List<Problem> problems, Measuring schema) {
    this.section = section;
    this.places = places;
    this.problems = problems;
    this.schema = schema;
  }

  /** The section's tree with parameters in place; {@link #space} is complete after it. */
  Template read(ConfigObject tree) {
    Map<String, Node> nodes = new LinkedHashMap<>();
    // Sorted, so that neither overrides nor the place in a file change what is drawn for whom.
    new TreeMap<>(tree).forEach((key, value) -> nodes.put(key, node(value, key, null)));
    return new Template(new Node.Section(nodes));
  }

  /** The parameters found so far, and {@code required} constraints, written at {@code path}. */
  SearchSpace space(String path, List<String> required) {
    SearchSpace free = new SearchSpace(parameters);
    List<Constraint> constraints = new ArrayList<>();
    for (int i = 0; i < required.size(); i++) {
      try {
        constraints.add(Constraint.read(required.get(i), free, fixed));
      } catch (Constraint.Unreadable e) {
        String rule = String.valueOf(e.getMessage());
        problems.add(new Problem(path + "." + (i + 1), rule, e.wayOut()));
      }
    }
    return new SearchSpace(parameters, constraints);
  }

  private Node node(ConfigValue value, String path, @Nullable Condition condition) {
    places.add(absolute(path), value);
    if (value instanceof ConfigList list) {
      return items(list, path, condition);
    } else if (value instanceof ConfigObject object) {
      if (!Kind.of(object).isEmpty()) {
        return distribution(object, path, condition);
      }
      return isMisspelt(object, path) ? NOTHING : section(object, path, condition);
    }
    fixed.put(path, asConstraintsWrite(value.unwrapped()));
    return new Node.Fixed(value.unwrapped());
  }

  /** Where any setting may stand, a misspelt distribution would be taken for one. */
  private boolean isMisspelt(ConfigObject object, String path) {
    Optional<Problem> problem =
        schema == Measuring.INSIDE
            ? Optional.empty()
            : ForeignNames.in(object).map(meant -> meant.problem(absolute(path)));
    problem.ifPresent(problems::add);
    return problem.isPresent();
  }

  private static String asConstraintsWrite(@Nullable Object value) {
    if (value instanceof Number number) {
      return new BigDecimal(number.toString()).stripTrailingZeros().toPlainString();
    }
    return value instanceof String word ? "'" + word + "'" : String.valueOf(value);
  }

  private Node section(ConfigObject object, String path, @Nullable Condition condition) {
    Map<String, Node> nodes = new LinkedHashMap<>();
    new TreeMap<>(object)
        .forEach((key, inner) -> nodes.put(key, node(inner, path + "." + key, condition)));
    return new Node.Section(nodes);
  }

  private Node items(ConfigList list, String path, @Nullable Condition condition) {
    List<String> names = ElementNames.of(list.unwrapped());
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      String name = path + "." + names.get(i);
      boolean named =
          list.get(i) instanceof ConfigObject object
              && object.size() == 1
              && Kind.of(object).isEmpty();
      if (named) {
        ConfigObject object = (ConfigObject) list.get(i);
        nodes.add(isMisspelt(object, name) ? NOTHING : wrapped(object, name, condition));
      } else {
        nodes.add(node(list.get(i), name, condition));
      }
    }
    return new Node.Items(nodes);
  }

  /** A section with one key, whose value goes by the name {@code path}. */
  private Node wrapped(ConfigObject object, String path, @Nullable Condition condition) {
    Map.Entry<String, ConfigValue> only = object.entrySet().iterator().next();
    return new Node.Section(Map.of(only.getKey(), node(only.getValue(), path, condition)));
  }

  private Node distribution(ConfigObject object, String path, @Nullable Condition condition) {
    if (path.isBlank() || path.endsWith(".")) {
      problem(
          path,
          "A parameter in '" + section + "' has an empty name.",
          "Maybe call it by what it changes.");
      return NOTHING;
    }
    Section written = Settings.of(Trees.sorted(object)).section(absolute(path), problems);
    DistributionReader reader = new DistributionReader(written, path, condition);
    List<Kind> kinds = Kind.of(object);
    if (kinds.size() > 1) {
      reader.refuse(kinds);
      return NOTHING;
    }
    Kind kind = kinds.get(0);
    if (kind != Kind.CHOICE && kind != Kind.ORDINAL) {
      return isAdded(reader.range(kind)) ? new Node.Drawn(path, Map.of()) : NOTHING;
    }
    Map<Value, ConfigValue> options =
        object.get(kind.key()) instanceof ConfigList list
            ? options(list, path + "." + kind.key())
            : new LinkedHashMap<>();
    options = reader.alike(options);
    if (!isAdded(reader.options(kind, List.copyOf(options.keySet())))) {
      return NOTHING;
    }
    Map<Value, Node> nodes = new LinkedHashMap<>();
    options.forEach((value, option) -> option(nodes, value, option, path));
    return new Node.Drawn(path, nodes);
  }

  private void option(Map<Value, Node> nodes, Value value, ConfigValue option, String path) {
    Condition condition = new Condition(path, value);
    if (option instanceof ConfigObject object) {
      String key = object.keySet().iterator().next();
      nodes.put(value, wrapped(object, path + "." + key, condition));
    } else if (option instanceof ConfigList list) {
      nodes.put(value, items(list, path, condition));
    }
  }

  private Map<Value, ConfigValue> options(ConfigList list, String path) {
    Map<Value, ConfigValue> options = new LinkedHashMap<>();
    for (ConfigValue option : list) {
      Value value = value(option, path);
      if (value != null && options.put(value, option) != null) {
        problem(
            path,
            "'" + absolute(path) + "' has the option " + value.plain() + " twice.",
            "Maybe remove one of the two.");
      }
    }
    return options;
  }

  private @Nullable Value value(ConfigValue option, String path) {
    if (option instanceof ConfigObject object && object.size() == 1 && Kind.of(object).isEmpty()) {
      return new Value.Text(object.keySet().iterator().next());
    }
    Value value = DistributionReader.option(option.unwrapped());
    if (value != null) {
      return value;
    }
    places.add(absolute(path), option);
    problem(
        path,
        "'"
            + absolute(path)
            + "' has the option "
            + Section.shown(option.unwrapped())
            + "; it must be a value, a list, or one name with a section in braces.",
        "Maybe give it a name: { choice = [none, { name { ... } }] }.");
    return null;
  }

  private boolean isAdded(@Nullable Parameter parameter) {
    if (parameter == null) {
      return false;
    }
    String path = parameter.path();
    String column = Names.column("param_", path);
    String other = columns.putIfAbsent(column.toLowerCase(Locale.ROOT), path);
    if (other == null) {
      parameters.add(parameter);
      return true;
    }
    problem(
        path,
        other.equals(path)
            ? "Two parameters are named '" + absolute(path) + "'."
            : "'"
                + absolute(other)
                + "' and '"
                + absolute(path)
                + "' would share the column '"
                + column
                + "' in the tables.",
        "Maybe make one of them a fixed value, or write it in another place.");
    return false;
  }

  private void problem(String path, String rule, String wayOut) {
    problems.add(new Problem(absolute(path), rule, wayOut));
  }

  private String absolute(String path) {
    return section + "." + path;
  }
}
