package io.finesweep.engine.dl4j;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.finesweep.engine.InvalidModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.modelimport.keras.Hdf5Archive;
import org.deeplearning4j.nn.modelimport.keras.KerasLayer;
import org.deeplearning4j.nn.modelimport.keras.KerasModel;
import org.deeplearning4j.nn.modelimport.keras.KerasSequentialModel;
import org.deeplearning4j.nn.modelimport.keras.exceptions.InvalidKerasConfigurationException;
import org.deeplearning4j.nn.modelimport.keras.exceptions.UnsupportedKerasConfigurationException;
import org.deeplearning4j.nn.modelimport.keras.utils.KerasModelBuilder;
import org.deeplearning4j.nn.modelimport.keras.utils.KerasModelUtils;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Files of Keras, sequential and functional: HDF5 of Keras 2 and 3, and the zips ({@code .keras})
 * of Keras 3.
 */
final class KerasFile {

  /** What a {@code .keras} file holds. */
  static final String CONFIGURATION = "config.json";

  static final String WEIGHTS = "model.weights.h5";

  /** HDF5's library crashes when two threads read, even from two files. */
  private static final Object ONE_AT_A_TIME = new Object();

  private KerasFile() {}

  /** Reads an HDF5 file. */
  static Anatomy read(byte[] content) {
    return read(content, null);
  }

  /** Reads the entries of a {@code .keras} file. */
  static Anatomy read(byte[] weights, byte @Nullable [] configuration) {
    synchronized (ONE_AT_A_TIME) {
      try {
        Path file = Files.createTempFile("base-model", ".h5");
        try {
          Files.write(file, weights);
          try (Hdf5Archive archive = new Hdf5Archive(file.toString())) {
            return read(
                configuration == null
                    ? configuration(archive)
                    : new String(configuration, StandardCharsets.UTF_8),
                archive);
          }
        } finally {
          Files.deleteIfExists(file);
        }
      } catch (InvalidModel e) {
        throw e;
      } catch (IOException
          | InvalidKerasConfigurationException
          | UnsupportedKerasConfigurationException
          | RuntimeException e) {
        throw new InvalidModel(
            "The base model is a Keras file that cannot be imported: "
                + ModelFile.firstLine(e)
                + "\nMaybe save it anew from Keras 2 or 3, as .h5 or .keras.",
            e);
      }
    }
  }

  private static String configuration(Hdf5Archive archive)
      throws UnsupportedKerasConfigurationException {
    if (!archive.hasAttribute("model_config")) {
      throw new InvalidModel(
          "The base model is an HDF5 file without a Keras model's layers.\n"
              + "Maybe it holds weights alone: save the whole model by model.save(\"base.h5\").");
    }
    return archive.readAttributeAsJson("model_config");
  }

  private static Anatomy read(String written, Hdf5Archive archive)
      throws IOException,
          InvalidKerasConfigurationException,
          UnsupportedKerasConfigurationException {
    KerasArchitecture whole =
        KerasArchitecture.of((ObjectNode) new ObjectMapper().readTree(written));
    KerasArchitecture architecture = whole.flat();
    KerasModelBuilder builder =
        new KerasModel().modelBuilder().modelJson(architecture.importable().model().toString());
    builder.enforceTrainingConfig(false);
    KerasModel model =
        architecture.isSequential() ? builder.buildSequential() : builder.buildModel();
    giveWeights(model.getLayersOrdered(), architecture, new KerasWeights(archive).of(whole));
    List<Integer> shape = shape(architecture.shape());
    Anatomy network;
    if (model instanceof KerasSequentialModel sequence) {
      MultiLayerNetwork imported = sequence.getMultiLayerNetwork(false);
      copyWeights(model, imported, imported.getLayers());
      network = Anatomy.of(imported, shape);
    } else {
      ComputationGraph imported = model.getComputationGraph(false);
      copyWeights(model, imported, imported.getLayers());
      network = Anatomy.of(imported, shape);
    }
    KerasWords.turn(network);
    return network;
  }

  /**
   * DL4J copies a layer's weights also where they are more than it has, and over what is behind.
   */
  private static void copyWeights(KerasModel from, Model to, Layer[] layers)
      throws InvalidKerasConfigurationException {
    for (Layer layer : layers) {
      KerasLayer made = from.getLayers().get(layer.conf().getLayer().getLayerName());
      Map<String, INDArray> own = made == null ? null : made.getWeights();
      layer.paramTable().forEach((name, place) -> requireFit(made, name, own, place));
    }
    KerasModelUtils.copyWeightsToModel(to, from.getLayers());
  }

  private static void requireFit(
      @Nullable KerasLayer layer,
      String name,
      @Nullable Map<String, INDArray> weights,
      INDArray place) {
    INDArray own = weights == null ? null : weights.get(name);
    if (layer != null && own != null && own.length() != place.length()) {
      throw new InvalidModel(
          "The base model is a Keras file whose layer '"
              + layer.getLayerName()
              + "' has "
              + own.length()
              + " weights '"
              + name
              + "', where DL4J, by the shapes of the layers below, expects "
              + place.length()
              + ".\nMaybe save it anew with the length of its input, as keras.Input(shape=…) tells"
              + " it, or cut it below that layer.");
    }
  }

  private static void giveWeights(
      List<KerasLayer> made,
      KerasArchitecture architecture,
      Map<List<String>, Map<String, INDArray>> weights)
      throws InvalidKerasConfigurationException {
    Map<String, List<String>> paths = new HashMap<>();
    architecture.layers().forEach(layer -> paths.put(layer.name(), layer.path()));
    for (KerasLayer layer : made) {
      List<String> path = paths.getOrDefault(layer.getLayerName(), List.of());
      Map<String, INDArray> own = weights.getOrDefault(path, Map.of());
      if (!own.isEmpty()) {
        layer.setWeights(new HashMap<>(own));
      } else if (layer.getNumParams() > 0 && !(layer instanceof KerasScaling)) {
        throw new InvalidModel(
            "The base model is a Keras file that has no weights for its layer '"
                + layer.getLayerName()
                + "'.\nMaybe save the whole model anew, as .keras.");
      }
    }
  }

  /** Keras says [batch, height, width, channels]; we say [channels, height, width]. */
  private static List<Integer> shape(@Nullable JsonNode written) {
    List<Integer> shape = new ArrayList<>();
    if (written != null) {
      for (int i = 1; i < written.size(); i++) {
        if (!written.get(i).isInt()) {
          return List.of();
        }
        shape.add(written.get(i).asInt());
      }
    }
    if (shape.size() == 3) {
      shape.add(0, shape.remove(2));
    }
    return shape;
  }
}
