package io.finesweep.engine.dl4j;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional;
import org.deeplearning4j.nn.modelimport.keras.KerasLayer;
import org.deeplearning4j.nn.modelimport.keras.config.Keras2LayerConfiguration;
import org.deeplearning4j.nn.modelimport.keras.exceptions.InvalidKerasConfigurationException;
import org.deeplearning4j.nn.modelimport.keras.exceptions.UnsupportedKerasConfigurationException;
import org.deeplearning4j.nn.modelimport.keras.layers.KerasInput;
import org.deeplearning4j.nn.modelimport.keras.utils.KerasLayerUtils;
import org.deeplearning4j.nn.modelimport.keras.utils.KerasModelUtils;

/** What the layers of a Keras model put out, as far as it has been followed. */
final class KerasOutputs {

  /** Layers that DL4J's import does not know, and what stands for them. */
  private static final Map<String, Class<? extends KerasLayer>> OWN =
      Map.of("Rescaling", KerasScaling.class, "Normalization", KerasScaling.class);

  static {
    OWN.forEach(KerasLayer::registerCustomLayer);
  }

  private final Map<String, KerasLayer> made = new HashMap<>();
  private final Map<String, InputType> types = new HashMap<>();
  private final Set<String> weighted = new HashSet<>();

  /**
   * Follows the data into {@code layer}; all that feed it went before.
   *
   * @param inputs the names of those
   * @return why it cannot be imported; empty where it can, or where only what feeds it cannot
   */
  Optional<String> follow(KerasArchitecture.Layer layer, List<String> inputs) {
    boolean known = types.keySet().containsAll(inputs);
    boolean aboveWeights = inputs.stream().anyMatch(weighted::contains);
    if (aboveWeights) {
      weighted.add(layer.name());
    }
    try {
      KerasLayer one = made(layer);
      made.put(layer.name(), one);
      if (one instanceof KerasScaling) {
        if (aboveWeights) {
          return Optional.of("it stands above layers that learn");
        }
      } else if (one.getNumParams() > 0) {
        weighted.add(layer.name());
      }
      if (one instanceof KerasInput) {
        types.put(layer.name(), one.getOutputType());
      } else if (known && !inputs.isEmpty()) {
        InputType[] given = inputs.stream().map(types::get).toArray(InputType[]::new);
        types.put(layer.name(), one.getOutputType(given));
      }
      return Optional.empty();
    } catch (InvalidKerasConfigurationException
        | UnsupportedKerasConfigurationException
        | RuntimeException e) {
      String said = ModelFile.firstLine(e);
      boolean noSuchKind = said.contains("layer type " + layer.kind());
      return noSuchKind || known
          ? Optional.of(noSuchKind ? unknown(layer) : said)
          : Optional.empty();
    }
  }

  private static String unknown(KerasArchitecture.Layer layer) {
    return switch (layer.kind()) {
      case "Functional", "Sequential", "Model" ->
          layer.uses() > 1
              ? "a model inside the model that is used " + layer.uses() + " times"
              : "a model inside the model with " + layer.model().outputs().size() + " outputs";
      case "Lambda" -> "Python code";
      default -> "there is no such layer in DL4J";
    };
  }

  private KerasLayer made(KerasArchitecture.Layer layer)
      throws InvalidKerasConfigurationException, UnsupportedKerasConfigurationException {
    Map<String, Object> written;
    try {
      written = KerasModelUtils.parseJsonString(layer.written().toString());
    } catch (IOException e) {
      throw new InvalidKerasConfigurationException(ModelFile.firstLine(e));
    }
    written.put("keras_version", 2);
    written.put("backend", "tensorflow");
    return KerasLayerUtils.getKerasLayerFromConfig(
        written, false, new Keras2LayerConfiguration(), OWN, Map.of(), made);
  }

  /**
   * {@code layer} and what must stand before it. DL4J multiplies images of one size only: where one
   * of them has a single number a channel, as in squeeze and excitation, that is repeated first.
   */
  List<KerasArchitecture.Layer> with(KerasArchitecture.Layer layer) {
    List<KerasArchitecture.Layer> all = new ArrayList<>();
    if (layer.kind().equals("Multiply") && layer.inputs().stream().allMatch(this::isImage)) {
      long height =
          layer.inputs().stream().mapToLong(one -> image(one).getHeight()).max().orElse(1);
      long width = layer.inputs().stream().mapToLong(one -> image(one).getWidth()).max().orElse(1);
      ArrayNode node = (ArrayNode) layer.written().withArray("/inbound_nodes").get(0);
      for (int i = 0; i < node.size(); i++) {
        String input = layer.inputs().get(i);
        boolean single = image(input).getHeight() == 1 && image(input).getWidth() == 1;
        if (single && height * width > 1) {
          String name = layer.name() + "_" + input;
          all.add(repeated(name, (ArrayNode) node.get(i).deepCopy(), height, width));
          ((ArrayNode) node.get(i)).set(0, name);
        }
      }
    }
    all.add(layer);
    return all;
  }

  private static KerasArchitecture.Layer repeated(
      String name, ArrayNode input, long height, long width) {
    ObjectNode written = input.objectNode();
    written.put("class_name", "UpSampling2D").put("name", name);
    ObjectNode config = written.putObject("config");
    config.put("name", name).put("data_format", "channels_last").put("interpolation", "nearest");
    config.putArray("size").add(height).add(width);
    written.putArray("inbound_nodes").addArray().add(input);
    return new KerasArchitecture.Layer(written);
  }

  private boolean isImage(String layer) {
    return types.get(layer) instanceof InputTypeConvolutional;
  }

  private InputTypeConvolutional image(String layer) {
    return (InputTypeConvolutional) Objects.requireNonNull(types.get(layer));
  }
}
