package io.finesweep.engine.dl4j;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional;

/**
 * Layers of DL4J that together do what one of Keras does that DL4J has not. The last of them has
 * its name.
 *
 * @param types what the layers so far put out
 * @param weighted those of them that learn, or stand above one that does
 */
record KerasSubstitutes(Map<String, InputType> types, Set<String> weighted) {

  /** What stands for {@code layer}, whose settings may change; itself where DL4J has it. */
  List<KerasArchitecture.Layer> of(KerasArchitecture.Layer layer) {
    boolean images = layer.inputs().stream().allMatch(this::isImage);
    return switch (layer.kind()) {
      case "Multiply", "Add", "Subtract", "Average", "Maximum" ->
          images ? ofOneSize(layer) : List.of(layer);
      case "Rescaling" ->
          layer.inputs().stream().anyMatch(weighted::contains) ? rescaling(layer) : List.of(layer);
      case "Activation" ->
          switch (layer.config().path("activation").asText()) {
            case KerasArchitecture.HARD_SIGMOID -> hardSigmoid(layer, layer.name());
            case KerasArchitecture.HARD_SWISH -> hardSwish(layer);
            default -> List.of(layer);
          };
      case "GlobalAveragePooling2D", "GlobalMaxPooling2D" ->
          images && layer.config().path("keepdims").asBoolean() ? pooling(layer) : List.of(layer);
      case "Concatenate" -> concatenation(layer);
      default -> List.of(layer);
    };
  }

  /** DL4J follows no gradient along an axis that is counted from the last. */
  private List<KerasArchitecture.Layer> concatenation(KerasArchitecture.Layer layer) {
    int axis = layer.config().path("axis").asInt(-1);
    if (axis < 0 && layer.inputs().stream().allMatch(types::containsKey)) {
      long[] shape = Objects.requireNonNull(types.get(layer.inputs().get(0))).getShape();
      layer.config().put("axis", shape.length + 1 + axis);
    }
    return List.of(layer);
  }

  /**
   * DL4J multiplies, adds and compares images of one size only: where one of them has a single
   * number a channel, as in squeeze and excitation, that is repeated first.
   */
  private List<KerasArchitecture.Layer> ofOneSize(KerasArchitecture.Layer layer) {
    List<KerasArchitecture.Layer> all = new ArrayList<>();
    long height = layer.inputs().stream().mapToLong(one -> image(one).getHeight()).max().orElse(1);
    long width = layer.inputs().stream().mapToLong(one -> image(one).getWidth()).max().orElse(1);
    ArrayNode node = (ArrayNode) layer.written().withArray("/inbound_nodes").path(0);
    for (int i = 0; i < node.size(); i++) {
      String input = layer.inputs().get(i);
      boolean single = image(input).getHeight() == 1 && image(input).getWidth() == 1;
      if (single && height * width > 1) {
        String name = layer.name() + "_" + input;
        KerasArchitecture.Layer repeated = layer(name, "UpSampling2D", input);
        repeated.config().put("data_format", "channels_last").put("interpolation", "nearest");
        repeated.config().putArray("size").add(height).add(width);
        all.add(repeated);
        ((ArrayNode) node.get(i)).set(0, name);
      }
    }
    all.add(layer);
    return all;
  }

  /** One number for all channels, above layers that learn. */
  private static List<KerasArchitecture.Layer> rescaling(KerasArchitecture.Layer layer) {
    JsonNode scale = layer.config().path("scale");
    JsonNode offset = layer.config().path("offset");
    if (!scale.isNumber() || !(offset.isNumber() || offset.isMissingNode())) {
      return List.of(layer);
    }
    String input = layer.inputs().get(0);
    if (offset.asDouble() == 0) {
      return List.of(times(layer.name(), scale.asDouble(), input));
    } else if (scale.asDouble() == 1) {
      return List.of(plus(layer.name(), offset.asDouble(), input));
    }
    String scaled = layer.name() + "_scaled";
    return List.of(
        times(scaled, scale.asDouble(), input), plus(layer.name(), offset.asDouble(), scaled));
  }

  /** ReLU6(x + 3) / 6 (Howard et al. 2019, section 5.2). */
  private static List<KerasArchitecture.Layer> hardSigmoid(
      KerasArchitecture.Layer layer, String name) {
    String raised = name + "_raised";
    String clipped = name + "_clipped";
    KerasArchitecture.Layer relu = layer(clipped, "ReLU", raised);
    relu.config().put("max_value", 6.0).put("negative_slope", 0.0).put("threshold", 0.0);
    return List.of(plus(raised, 3, layer.inputs().get(0)), relu, times(name, 1 / 6.0, clipped));
  }

  private static List<KerasArchitecture.Layer> hardSwish(KerasArchitecture.Layer layer) {
    String gate = layer.name() + "_gate";
    List<KerasArchitecture.Layer> all = new ArrayList<>(hardSigmoid(layer, gate));
    all.add(layer(layer.name(), "Multiply", layer.inputs().get(0), gate));
    return all;
  }

  /** What is pooled stays an image, of one pixel. */
  private List<KerasArchitecture.Layer> pooling(KerasArchitecture.Layer layer) {
    String pooled = layer.name() + "_pooled";
    KerasArchitecture.Layer pool = layer(pooled, layer.kind(), layer.inputs().get(0));
    pool.config().put("data_format", "channels_last");
    KerasArchitecture.Layer image = layer(layer.name(), "Reshape", pooled);
    long channels = image(layer.inputs().get(0)).getChannels();
    image.config().putArray("target_shape").add(1).add(1).add(channels);
    return List.of(pool, image);
  }

  private static KerasArchitecture.Layer times(String name, double number, String input) {
    KerasArchitecture.Layer layer = layer(name, KerasArithmetic.TIMES, input);
    layer.config().put("number", number);
    return layer;
  }

  private static KerasArchitecture.Layer plus(String name, double number, String input) {
    KerasArchitecture.Layer layer = layer(name, KerasArithmetic.PLUS, input);
    layer.config().put("number", number);
    return layer;
  }

  private static KerasArchitecture.Layer layer(String name, String kind, String... inputs) {
    ObjectNode written = JsonNodeFactory.instance.objectNode();
    written.put("class_name", kind).put("name", name).putObject("config").put("name", name);
    ArrayNode node = written.putArray("inbound_nodes").addArray();
    for (String input : inputs) {
      node.addArray().add(input).add(0).add(0).addObject();
    }
    return new KerasArchitecture.Layer(written);
  }

  private boolean isImage(String layer) {
    return types.get(layer) instanceof InputTypeConvolutional;
  }

  private InputTypeConvolutional image(String layer) {
    return (InputTypeConvolutional) Objects.requireNonNull(types.get(layer));
  }
}
