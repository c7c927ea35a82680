package io.finesweep.engine.dl4j;

import io.finesweep.engine.Beginning;
import io.finesweep.engine.InvalidModel;
import io.finesweep.engine.Recipe;
import io.finesweep.engine.dl4j.Anatomy.Node;
import io.finesweep.trial.Names;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Where frozen layers end.
 *
 * @param network all layers below the head
 * @param frozen the names of the nodes that stay as they are; empty where none does
 */
record Cut(Anatomy network, Set<String> frozen) {

  Cut {
    frozen = Set.copyOf(frozen);
  }

  /**
   * Where {@code recipe} cuts.
   *
   * @throws InvalidModel if the network has no such layer
   */
  static Cut of(Anatomy network, Recipe recipe) {
    Beginning beginning = recipe.beginning();
    String layer = beginning.frozenUpTo();
    boolean has = layer != null && network.node(layer).isPresent();
    if (layer == null || (beginning instanceof Beginning.Scratch && !has)) {
      return new Cut(network, Set.of());
    } else if (!has) {
      String maybe = Names.maybe(layer, network.names());
      throw new InvalidModel(
          "'freeze-up-to' is '"
              + layer
              + "', but the base model's layers below its head are "
              + String.join(", ", network.names())
              + ".\n"
              + (maybe.startsWith("Maybe") ? maybe : "Maybe name one of them, or none."));
    }
    return upTo(network, layer);
  }

  /** Below which {@code layer} is the last; the network has it. */
  static Cut upTo(Anatomy network, String layer) {
    Set<String> frozen = new TreeSet<>();
    network.upTo(layer).forEach(node -> frozen.add(node.name()));
    return new Cut(network, frozen);
  }

  /**
   * The one frozen node that all above it is fed by; empty where several are, or the network's
   * input.
   */
  Optional<String> end() {
    List<String> needed =
        Stream.concat(
                network.nodes().stream()
                    .filter(node -> !frozen.contains(node.name()))
                    .flatMap(node -> node.inputs().stream()),
                Stream.of(last()))
            .filter(name -> frozen.contains(name) || name.equals(network.input()))
            .distinct()
            .toList();
    return needed.size() == 1 && frozen.contains(needed.get(0))
        ? Optional.of(needed.get(0))
        : Optional.empty();
  }

  /** Whether nothing but the head is trained. */
  boolean isAtTheHead() {
    return frozen.contains(last());
  }

  /** The nodes above the cut, in order. */
  List<Node> above() {
    return network.nodes().stream().filter(node -> !frozen.contains(node.name())).toList();
  }

  /** What feeds the head. */
  private String last() {
    List<String> names = network.names();
    return names.isEmpty() ? network.input() : names.get(names.size() - 1);
  }
}
