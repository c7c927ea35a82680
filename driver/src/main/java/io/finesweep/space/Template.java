package io.finesweep.space;

import io.finesweep.trial.Configuration;
import io.finesweep.trial.Settings;
import io.finesweep.trial.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A tree of settings in which parameters stand where their values will be. */
public record Template(Node.Section root) {

  /** A place in the tree. */
  public sealed interface Node {

    /** A value that is the same in every trial; null stands for a key set to null. */
    record Fixed(@Nullable Object value) implements Node {}

    /** Nodes by key, in the order written. */
    record Section(Map<String, Node> nodes) implements Node {
      public Section {
        nodes = Collections.unmodifiableMap(new LinkedHashMap<>(nodes));
      }
    }

    /** Nodes in a list. */
    record Items(List<Node> nodes) implements Node {
      public Items {
        nodes = List.copyOf(nodes);
      }
    }

    /**
     * The value of the parameter at {@code path}.
     *
     * @param options the node that stands for a value, where that is more than the value itself:
     *     {@code {nesterov {momentum = …}}} for {@code nesterov}
     */
    record Drawn(String path, Map<Value, Node> options) implements Node {
      public Drawn {
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
      }
    }
  }

  /**
   * The settings with the values of {@code configuration} in place.
   *
   * @throws IllegalArgumentException if the configuration lacks a value that the tree needs
   */
  public Settings fill(Configuration configuration) {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    root.nodes().forEach((key, node) -> tree.put(key, fill(node, configuration)));
    return Settings.of(tree);
  }

  private static @Nullable Object fill(Node node, Configuration configuration) {
    if (node instanceof Node.Fixed fixed) {
      return fixed.value();
    } else if (node instanceof Node.Section section) {
      Map<String, @Nullable Object> tree = new LinkedHashMap<>();
      section.nodes().forEach((key, inner) -> tree.put(key, fill(inner, configuration)));
      return tree;
    } else if (node instanceof Node.Items items) {
      List<@Nullable Object> list = new ArrayList<>();
      items.nodes().forEach(inner -> list.add(fill(inner, configuration)));
      return list;
    }
    Node.Drawn drawn = (Node.Drawn) node;
    Value value =
        configuration
            .value(drawn.path())
            .orElseThrow(
                () -> new IllegalArgumentException("'" + drawn.path() + "' has no value."));
    Node option = drawn.options().get(value);
    return option == null ? value.plain() : fill(option, configuration);
  }

  /**
   * The values of {@code configuration} by path, as another program understands them: where an
   * option is written as a list, that list.
   */
  public Map<String, @Nullable Object> plain(Configuration configuration) {
    Map<String, @Nullable Object> plain = new TreeMap<>();
    configuration.values().forEach((path, value) -> plain.put(path, value.plain()));
    lists(root, configuration, plain);
    return plain;
  }

  private static void lists(
      Node node, Configuration configuration, Map<String, @Nullable Object> into) {
    if (node instanceof Node.Section section) {
      section.nodes().values().forEach(inner -> lists(inner, configuration, into));
    } else if (node instanceof Node.Items items) {
      items.nodes().forEach(inner -> lists(inner, configuration, into));
    } else if (node instanceof Node.Drawn drawn) {
      Node option = configuration.value(drawn.path()).map(drawn.options()::get).orElse(null);
      if (option instanceof Node.Items) {
        into.put(drawn.path(), fill(option, configuration));
      }
      if (option != null) {
        lists(option, configuration, into);
      }
    }
  }
}
