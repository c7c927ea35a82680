package io.finesweep.engine.dl4j;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts the layers of models inside a Keras model, as transfer learning saves them, beside the
 * model's own, and leaves layers out that do nothing where a model predicts. A model that is used
 * more than once, or has more than one output, stays.
 */
final class KerasNesting {

  /** Augmentation, which a recipe has of its own, and what passes all on. */
  private static final Set<String> IDLE =
      Set.of(
          "RandomFlip",
          "RandomRotation",
          "RandomZoom",
          "RandomTranslation",
          "RandomShear",
          "RandomContrast",
          "RandomBrightness",
          "RandomHeight",
          "RandomWidth",
          "ActivityRegularization",
          "Identity");

  private final ArrayNode layers;
  private final Set<String> taken = new HashSet<>();

  private KerasNesting(ArrayNode layers) {
    this.layers = layers;
  }

  /** The same network as {@code whole}, which itself is given back where no model is inside it. */
  static KerasArchitecture flat(KerasArchitecture whole) {
    if (whole.layers().stream()
        .noneMatch(layer -> opens(layer) || isIdle(layer) || inAGraph(whole, layer))) {
      return whole;
    }
    ObjectNode model = whole.model().deepCopy();
    String name = model.path("config").path("name").asText("model");
    ObjectNode config = model.put("class_name", "Functional").putObject("config").put("name", name);
    KerasNesting nesting = new KerasNesting(config.putArray("layers"));
    whole.layers().stream()
        .filter(layer -> !opens(layer))
        .forEach(layer -> nesting.taken.add(layer.name()));
    List<String> outputs = nesting.add(whole, List.of(), List.of());
    List<String> inputs =
        new KerasArchitecture(model)
            .layers().stream()
                .filter(layer -> layer.kind().equals("InputLayer"))
                .map(KerasArchitecture.Layer::name)
                .toList();
    inputs.forEach(one -> reference(config.withArray("/input_layers").addArray(), one));
    outputs.forEach(one -> reference(config.withArray("/output_layers").addArray(), one));
    return new KerasArchitecture(model);
  }

  /** Whether several of DL4J's layers may stand for it, for which a sequence has no place. */
  private static boolean inAGraph(KerasArchitecture whole, KerasArchitecture.Layer layer) {
    String activation = layer.config().path("activation").asText();
    return whole.isSequential()
        && (layer.kind().equals("Rescaling")
            || activation.equals(KerasArchitecture.HARD_SIGMOID)
            || activation.equals(KerasArchitecture.HARD_SWISH)
            || layer.config().path("keepdims").asBoolean());
  }

  /** Whether it does nothing where a model predicts. */
  private static boolean isIdle(KerasArchitecture.Layer layer) {
    return IDLE.contains(layer.kind());
  }

  private static boolean opens(KerasArchitecture.Layer layer) {
    return layer.isModel() && layer.uses() == 1 && layer.model().outputs().size() <= 1;
  }

  private static ArrayNode reference(ArrayNode to, String layer) {
    return to.add(layer).add(0).add(0);
  }

  /**
   * Adds the layers of a model.
   *
   * @param inputs the names of the layers that feed it; empty for the outermost, and for one that
   *     brings its own input
   * @param path the names of the models around its layers
   * @return the names of the layers that put out what it does
   */
  private List<String> add(KerasArchitecture model, List<String> inputs, List<String> path) {
    Map<String, List<String>> outputs = new HashMap<>();
    List<String> last = inputs;
    for (KerasArchitecture.Layer layer : model.layers()) {
      List<String> from = last;
      if (!model.isSequential()) {
        from = layer.inputs().stream().flatMap(one -> of(outputs, one).stream()).toList();
      }
      List<String> below = new ArrayList<>(path);
      below.add(layer.name());
      if (isIdle(layer) && !from.isEmpty()) {
        last = from;
      } else if (layer.kind().equals("InputLayer") && !inputs.isEmpty()) {
        last = List.of(inputs.get(Math.max(0, model.inputs().indexOf(layer.name()))));
      } else if (opens(layer)) {
        last = add(layer.model(), from, below);
      } else {
        last = List.of(add(layer, from, below));
      }
      outputs.put(layer.name(), last);
    }
    return model.isSequential()
        ? last
        : model.outputs().stream().flatMap(one -> of(outputs, one).stream()).toList();
  }

  private static List<String> of(Map<String, List<String>> outputs, String layer) {
    return outputs.getOrDefault(layer, List.of(layer));
  }

  private String add(KerasArchitecture.Layer layer, List<String> inputs, List<String> path) {
    String name = layer.name();
    if (path.size() > 1 && !taken.add(name)) {
      name = Anatomy.unused(String.join("_", path), taken, "");
      taken.add(name);
    }
    ObjectNode written = layer.written().deepCopy();
    written.put("name", name);
    written.withObject("/config").put("name", name);
    ArrayNode names = written.putArray(KerasArchitecture.PATH);
    path.forEach(names::add);
    ArrayNode nodes = written.putArray("inbound_nodes");
    for (int use = 0; use < layer.uses() && !inputs.isEmpty(); use++) {
      ArrayNode node = nodes.addArray();
      inputs.forEach(one -> reference(node.addArray(), one).addObject());
    }
    layers.add(written);
    return name;
  }
}
