package io.finesweep.engine.dl4j;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.finesweep.engine.EmbeddedWords;
import io.finesweep.engine.InvalidModel;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The zip files of DL4J's {@code ModelSerializer}, read and written by hand: its reader would
 * deserialize whatever Java object stands in one of the entries. Ours have one entry more, which
 * says the shape of the input.
 */
final class ModelFile {

  private static final String CONFIGURATION = "configuration.json";
  private static final String COEFFICIENTS = "coefficients.bin";
  private static final String SHAPE = "finesweep.json";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private ModelFile() {}

  /** Reads a DL4J zip or a Keras file, HDF5 or .keras, or one with word vectors below it. */
  static Anatomy read(byte[] content) {
    EmbeddedWords words = EmbeddedWords.of(content).orElse(null);
    if (words != null) {
      return WordLayers.read(words);
    }
    if (starts(content, 'P', 'K', 3, 4)) {
      return readZip(content);
    } else if (starts(content, 0x89, 'H', 'D', 'F')) {
      return KerasFile.read(content);
    }
    byte[] start = java.util.Arrays.copyOf(content, Math.min(4, content.length));
    throw new InvalidModel(
        "The base model is neither a DL4J zip nor a Keras file: it has "
            + content.length
            + " bytes and begins with the bytes '"
            + HexFormat.of().formatHex(start)
            + "'.\nMaybe save it with ModelSerializer.writeModel, or from Keras as .h5 or .keras.");
  }

  /** A graph that {@link #write} wrote, and the order in which it wants a row's numbers. */
  record Opened(ComputationGraph graph, InputForm form) {

    /** The configuration of the layer that puts out. */
    Layer outputLayer() {
      return graph.getLayer(graph.getConfiguration().getNetworkOutputs().get(0)).conf().getLayer();
    }
  }

  /** Reads what {@link #write} wrote. */
  static Opened open(byte[] content) throws IOException {
    Map<String, byte[]> entries = entries(content);
    byte[] json = entries.get(CONFIGURATION);
    List<Integer> shape = shape(entries.get(SHAPE));
    if (json == null || shape.isEmpty()) {
      throw new InvalidModel("This is no model that a sweep saved.\nMaybe the file is damaged.");
    }
    ComputationGraph graph =
        graph(new String(json, StandardCharsets.UTF_8), weights(entries.get(COEFFICIENTS)));
    int[] extents = shape.stream().mapToInt(Integer::intValue).toArray();
    return new Opened(graph, InputForm.of(Anatomy.of(graph, shape), extents));
  }

  private static Anatomy readZip(byte[] content) {
    try {
      Map<String, byte[]> entries = entries(content);
      byte[] weightsOfKeras = entries.get(KerasFile.WEIGHTS);
      if (weightsOfKeras != null && entries.containsKey(KerasFile.CONFIGURATION)) {
        return KerasFile.read(weightsOfKeras, entries.get(KerasFile.CONFIGURATION));
      }
      byte[] json = entries.get(CONFIGURATION);
      if (json == null) {
        throw new InvalidModel(
            "The base model is a zip file without '"
                + CONFIGURATION
                + "'.\nMaybe it is not one that ModelSerializer.writeModel wrote.");
      }
      INDArray weights = weights(entries.get(COEFFICIENTS));
      List<Integer> shape = shape(entries.get(SHAPE));
      String text = new String(json, StandardCharsets.UTF_8);
      if (!MAPPER.readTree(json).has("vertices")) {
        return Anatomy.of(sequence(text, weights), shape);
      }
      return Anatomy.of(graph(text, weights), shape);
    } catch (InvalidModel e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new InvalidModel(
          "The base model is a zip file that DL4J cannot read: "
              + firstLine(e)
              + "\nMaybe the file is damaged, or of another version than 1.0.0-M2.1.",
          e);
    }
  }

  private static MultiLayerNetwork sequence(String json, @Nullable INDArray weights) {
    MultiLayerConfiguration configuration = MultiLayerConfiguration.fromJson(json);
    if (weights != null) {
      configuration.setDataType(weights.dataType());
    }
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init(weights, false);
    return network;
  }

  private static ComputationGraph graph(String json, @Nullable INDArray weights) {
    ComputationGraphConfiguration configuration = ComputationGraphConfiguration.fromJson(json);
    if (weights != null) {
      configuration.setDataType(weights.dataType());
    }
    ComputationGraph graph = new ComputationGraph(configuration);
    graph.init(weights, false);
    return graph;
  }

  /** Writes {@code graph}, which DL4J's own {@code ModelSerializer} can read too. */
  static void write(ComputationGraph graph, int[] shape, OutputStream out) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    zip.putNextEntry(new ZipEntry(CONFIGURATION));
    zip.write(graph.getConfiguration().toJson().getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
    zip.putNextEntry(new ZipEntry(COEFFICIENTS));
    DataOutputStream data = new DataOutputStream(zip);
    Nd4j.write(graph.params(), data);
    data.flush();
    zip.closeEntry();
    zip.putNextEntry(new ZipEntry(SHAPE));
    ObjectNode node = MAPPER.createObjectNode();
    node.set("input", MAPPER.valueToTree(shape));
    zip.write(MAPPER.writeValueAsBytes(node));
    zip.closeEntry();
    zip.finish();
    zip.flush();
  }

  private static @Nullable INDArray weights(byte @Nullable [] entry) throws IOException {
    if (entry == null || entry.length == 0) {
      return null;
    }
    return Nd4j.read(new DataInputStream(new ByteArrayInputStream(entry)));
  }

  private static List<Integer> shape(byte @Nullable [] entry) throws IOException {
    List<Integer> shape = new ArrayList<>();
    if (entry != null) {
      for (JsonNode extent : MAPPER.readTree(entry).path("input")) {
        shape.add(extent.asInt());
      }
    }
    return shape;
  }

  private static Map<String, byte[]> entries(byte[] content) throws IOException {
    Set<String> wanted =
        Set.of(CONFIGURATION, COEFFICIENTS, SHAPE, KerasFile.CONFIGURATION, KerasFile.WEIGHTS);
    Map<String, byte[]> entries = new HashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(content))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (wanted.contains(entry.getName())) {
          entries.put(entry.getName(), zip.readAllBytes());
        }
      }
    }
    return entries;
  }

  /** The first line of what {@code problem} says, without its class. */
  static String firstLine(Throwable problem) {
    String message = problem.getMessage();
    return message == null
        ? problem.getClass().getSimpleName()
        : message.lines().findFirst().orElse("");
  }

  /** The numbers in single precision, which all computing here is done in. */
  static INDArray single(INDArray numbers) {
    return numbers.castTo(DataType.FLOAT);
  }

  private static boolean starts(byte[] content, int... signature) {
    for (int i = 0; i < signature.length; i++) {
      if (content.length <= i || (content[i] & 0xFF) != signature[i]) {
        return false;
      }
    }
    return true;
  }
}
