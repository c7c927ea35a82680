package io.finesweep.engine.dl4j;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.finesweep.engine.InvalidModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * What a Keras file says of its layers, in the words of Keras 2.
 *
 * @param model as DL4J's import reads it
 */
record KerasArchitecture(ObjectNode model) {

  /** Where a layer that was in another model says in which. */
  static final String PATH = "path";

  /** Those of Keras 3; what Keras 2 calls a hard sigmoid is another function. */
  static final String HARD_SIGMOID = "hard_sigmoid of Keras 3";

  static final String HARD_SWISH = "hard_swish";

  private static final Set<String> MODELS = Set.of("Functional", "Sequential", "Model");

  /** Activations of Keras 3 whose names we know otherwise. */
  private static final Map<String, String> NAMES =
      Map.of("silu", "swish", "hard_sigmoid", HARD_SIGMOID, "hard_silu", HARD_SWISH);

  /** One layer as the file has it. */
  record Layer(ObjectNode written) {

    String name() {
      return config().path("name").asText();
    }

    String kind() {
      return written.path("class_name").asText();
    }

    ObjectNode config() {
      return written.withObject("/config");
    }

    /** The names of the layers that feed it; empty in a sequence, which does not say. */
    List<String> inputs() {
      List<String> names = new ArrayList<>();
      written.path("inbound_nodes").path(0).forEach(input -> names.add(input.path(0).asText()));
      return names;
    }

    /** Whether it is a model of its own. */
    boolean isModel() {
      return MODELS.contains(kind());
    }

    /** That model. */
    KerasArchitecture model() {
      return new KerasArchitecture(written);
    }

    /** How often it is used. */
    int uses() {
      return Math.max(1, written.path("inbound_nodes").size());
    }

    /**
     * The names of the models that it is in, from the outside, and its own, as the file has them.
     */
    List<String> path() {
      List<String> path = new ArrayList<>();
      written.path(PATH).forEach(name -> path.add(name.asText()));
      return path.isEmpty() ? List.of(name()) : path;
    }

    /** Whether a setting that is on unless it is false is on. */
    boolean isOn(String setting) {
      return config().path(setting).asBoolean(true);
    }
  }

  /** Puts what Keras 2 or 3 wrote into the words of Keras 2. */
  static KerasArchitecture of(ObjectNode written) {
    ObjectNode model = written.deepCopy();
    model.put("keras_version", "2.15.0");
    model.put("backend", "tensorflow");
    intoKeras2(model, written.findValue("batch_shape") == null ? Map.of("silu", "swish") : NAMES);
    return new KerasArchitecture(model);
  }

  private static void intoKeras2(ObjectNode model, Map<String, String> activations) {
    for (String ends : List.of("input_layers", "output_layers")) {
      JsonNode list = model.path("config").path(ends);
      if (list.path(0).isTextual()) {
        ((ObjectNode) model.path("config")).putArray(ends).add(list.deepCopy());
      }
    }
    new KerasArchitecture(model).layers().forEach(layer -> intoKeras2(layer, activations));
  }

  /** This without models inside it, whose layers stand beside its own. */
  KerasArchitecture flat() {
    KerasArchitecture flat = KerasNesting.flat(this);
    JsonNode shape = flat.shape();
    for (Layer layer : flat.layers()) {
      if (layer.kind().equals("Embedding")
          && !layer.config().path("input_length").isNumber()
          && shape != null) {
        layer.config().set("input_length", shape.get(1));
      }
    }
    return flat;
  }

  /** The names of the layers that take in what the model does. */
  List<String> inputs() {
    return ends("input_layers");
  }

  /** The names of the layers that put out what the model does. */
  List<String> outputs() {
    return ends("output_layers");
  }

  private List<String> ends(String which) {
    List<String> names = new ArrayList<>();
    model.path("config").path(which).forEach(end -> names.add(end.path(0).asText()));
    return names;
  }

  boolean isSequential() {
    return model.path("class_name").asText().equals("Sequential");
  }

  List<Layer> layers() {
    return StreamSupport.stream(list().spliterator(), false)
        .map(layer -> new Layer((ObjectNode) layer))
        .toList();
  }

  private ArrayNode list() {
    JsonNode config = model.path("config");
    return (ArrayNode) (config.isArray() ? config : config.path("layers"));
  }

  /** The shape of a row as Keras says it, channels last; null where the file does not say. */
  @Nullable JsonNode shape() {
    return model.findValue("batch_input_shape");
  }

  private static void intoKeras2(Layer layer, Map<String, String> activations) {
    KerasOperators.intoLayer(layer.written());
    ObjectNode config = layer.config();
    if (config.has("batch_shape")) {
      config.set("batch_input_shape", config.remove("batch_shape"));
    }
    if (layer.kind().equals("InputLayer") && config.path("batch_input_shape").size() == 4) {
      config.put("data_format", "channels_last");
    }
    if (config.path("dtype").isObject()) {
      config.set("dtype", config.path("dtype").path("config").path("name"));
    }
    for (String activation : List.of("activation", "recurrent_activation")) {
      String own = config.path(activation).asText();
      if (activations.containsKey(own)) {
        config.put(activation, activations.get(own));
      }
    }
    if (layer.kind().equals("LeakyReLU") && config.has("negative_slope")) {
      config.set("alpha", config.path("negative_slope"));
    }
    if (config.path("layer").isObject()) {
      intoKeras2(new Layer((ObjectNode) config.path("layer")), activations);
    }
    if (layer.isModel()) {
      intoKeras2(layer.written(), activations);
    }
    ArrayNode nodes = layer.written().withArray("/inbound_nodes");
    for (int i = 0; i < nodes.size(); i++) {
      if (nodes.get(i).path(0).isTextual()) {
        nodes.set(i, nodes.arrayNode().add(nodes.get(i)));
      } else if (nodes.get(i).isObject()) {
        ArrayNode inputs = nodes.arrayNode();
        for (JsonNode history : nodes.get(i).path("args").findValues("keras_history")) {
          inputs.add(((ArrayNode) history.deepCopy()).add(nodes.objectNode()));
        }
        nodes.set(i, inputs);
      }
    }
  }

  /**
   * This with what DL4J's import needs beside.
   *
   * @throws InvalidModel if layers cannot be imported; it names each, with its kind and why
   */
  KerasArchitecture importable() {
    KerasArchitecture importable = new KerasArchitecture(model.deepCopy());
    ArrayNode list = importable.list().removeAll();
    List<String> problems = new ArrayList<>();
    KerasOutputs outputs = new KerasOutputs();
    List<String> last = List.of();
    for (Layer layer : new KerasArchitecture(model.deepCopy()).layers()) {
      for (Layer one : outputs.with(layer)) {
        List<String> inputs = isSequential() ? last : one.inputs();
        String problem = unfaithful(one);
        problem = outputs.follow(one, inputs).orElse(problem);
        if (problem != null) {
          problems.add("  '" + one.name() + "' (" + one.kind() + "): " + problem);
        }
        list.add(one.written());
        last = List.of(one.name());
      }
    }
    if (problems.isEmpty()) {
      return importable;
    }
    throw new InvalidModel(
        "The base model is a Keras file with "
            + problems.size()
            + (problems.size() == 1 ? " layer" : " layers")
            + " that cannot be imported:\n"
            + String.join("\n", problems)
            + "\nMaybe save it without them, or cut it below the first of them:"
            + " keras.Model(model.input, model.get_layer(NAME).output).save(\"base.h5\").");
  }

  /** What DL4J's import would take no notice of, and so compute something else; null if nothing. */
  private static @Nullable String unfaithful(Layer layer) {
    ObjectNode config = layer.config();
    if (config.path("groups").asInt(1) != 1) {
      return "it has " + config.path("groups").asInt() + " groups of channels";
    } else if (config.path("keepdims").asBoolean()) {
      return "it keeps the dimensions that it pools over";
    } else if (config.path("go_backwards").asBoolean()) {
      return "it goes backwards";
    } else if (config.path("data_format").asText().equals("channels_first")) {
      return "its channels come first";
    } else if (config.path("depth_multiplier").asInt(1) != 1) {
      return "it makes " + config.path("depth_multiplier").asInt() + " channels of each";
    } else if (config.path("interpolation").asText("nearest").equals("bilinear")) {
      return "it interpolates";
    } else if (layer.kind().equals("AveragePooling1D")
        && config.path("padding").asText().equals("same")) {
      return "it averages over padding";
    } else if (layer.kind().equals("PReLU") && !config.path("shared_axes").isEmpty()) {
      return "it shares slopes, and DL4J follows no gradient through it";
    } else if (layer.uses() > 1) {
      return "it is used " + layer.uses() + " times";
    }
    return null;
  }
}
