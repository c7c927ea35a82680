package io.finesweep.engine.dl4j;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.deeplearning4j.nn.conf.inputs.InputType;
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
      Map.of(
          "Rescaling",
          KerasScaling.class,
          "Normalization",
          KerasScaling.class,
          KerasArithmetic.TIMES,
          KerasArithmetic.class,
          KerasArithmetic.PLUS,
          KerasArithmetic.class);

  private static final Set<String> ALONG_CHANNELS =
      Set.of("BatchNormalization", "Normalization", "Softmax");

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
        return alongAnotherAxis(layer, given[0]);
      }
      return Optional.empty();
    } catch (InvalidKerasConfigurationException
        | UnsupportedKerasConfigurationException
        | RuntimeException e) {
      String said = ModelFile.firstLine(e).replaceFirst(" Please file an issue at .*", "");
      boolean noSuchKind = said.contains("layer type " + layer.kind());
      return noSuchKind || known
          ? Optional.of(noSuchKind ? unknown(layer) : said)
          : Optional.empty();
    }
  }

  /** What DL4J does channel by channel, Keras may do along any axis. */
  private static Optional<String> alongAnotherAxis(KerasArchitecture.Layer layer, InputType input) {
    JsonNode axis = layer.config().path("axis");
    int along = (axis.isArray() ? axis.path(0) : axis).asInt(-1);
    return ALONG_CHANNELS.contains(layer.kind())
            && (axis.size() > 1 || (along != -1 && along != input.getShape().length))
        ? Optional.of(
            "it goes along the axis " + (axis.size() > 1 ? axis : along) + ", not the channels'")
        : Optional.empty();
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

  /** {@code layer}, or what stands for it. */
  List<KerasArchitecture.Layer> with(KerasArchitecture.Layer layer) {
    return new KerasSubstitutes(types, weighted).of(layer);
  }
}
