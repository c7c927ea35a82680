package io.finesweep.engine.dl4j;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.modelimport.keras.Hdf5Archive;
import org.deeplearning4j.nn.modelimport.keras.exceptions.UnsupportedKerasConfigurationException;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The weights in an HDF5 file of Keras, by layer and by the names that Keras 2 gives them. In .h5
 * files of Keras 2 and 3 they stand under their layers' names; those in a .keras file under their
 * layers' kinds, numbered, and without names.
 */
record KerasWeights(Hdf5Archive archive) {

  private static final List<String> RECURRENT = List.of("kernel", "recurrent_kernel", "bias");

  /** Those of each of {@code layers}, none where it has none. */
  Map<String, Map<String, INDArray>> of(List<KerasArchitecture.Layer> layers)
      throws UnsupportedKerasConfigurationException {
    List<String> roots = archive.getGroups();
    if (roots.contains("model_weights")) {
      return named(layers);
    }
    String root = roots.contains("layers") ? "layers" : "_layer_checkpoint_dependencies";
    Set<String> groups = Set.copyOf(archive.getGroups(root));
    Function<KerasArchitecture.Layer, String> group = groups(layers, groups);
    Map<String, Map<String, INDArray>> weights = new HashMap<>();
    for (KerasArchitecture.Layer layer : layers) {
      Map<String, INDArray> own = new HashMap<>();
      if (groups.contains(group.apply(layer))) {
        own.putAll(below(List.of(root, group.apply(layer)), path -> variable(layer, path)));
      }
      weights.put(layer.name(), own);
    }
    return weights;
  }

  private Map<String, Map<String, INDArray>> named(List<KerasArchitecture.Layer> layers)
      throws UnsupportedKerasConfigurationException {
    Set<String> groups = Set.copyOf(archive.getGroups("model_weights"));
    Map<String, Map<String, INDArray>> weights = new HashMap<>();
    for (KerasArchitecture.Layer layer : layers) {
      Map<String, INDArray> own = new HashMap<>();
      if (groups.contains(layer.name())) {
        own.putAll(below(List.of("model_weights", layer.name()), path -> name(layer, path)));
      }
      weights.put(layer.name(), own);
    }
    return weights;
  }

  /** What Keras 2 calls the array at {@code path} of an .h5 file; empty where it is no weight. */
  private static Optional<String> name(KerasArchitecture.Layer layer, List<String> path) {
    String written = path.get(path.size() - 1).replaceFirst(":\\d+$", "");
    if (written.equals("count") || path.contains("seed_generator")) {
      return Optional.empty();
    }
    boolean depthwise = layer.kind().equals("DepthwiseConv2D") && written.equals("kernel");
    return Optional.of(direction(path) + (depthwise ? "depthwise_kernel" : written));
  }

  private static String direction(List<String> path) {
    for (String part : path.subList(2, path.size())) {
      if (part.startsWith("forward_")) {
        return "forward_";
      } else if (part.startsWith("backward_")) {
        return "backward_";
      }
    }
    return "";
  }

  /** The arrays in a group and its groups that {@code name} has a name for. */
  private Map<String, INDArray> below(
      List<String> path, Function<List<String>, Optional<String>> name)
      throws UnsupportedKerasConfigurationException {
    String[] at = path.toArray(String[]::new);
    Map<String, INDArray> found = new HashMap<>();
    for (String one : archive.getDataSets(at)) {
      Optional<String> known = name.apply(with(path, one));
      if (known.isPresent()) {
        found.put(known.get(), archive.readDataSet(one, at));
      }
    }
    for (String group : archive.getGroups(at)) {
      found.putAll(below(with(path, group), name));
    }
    return found;
  }

  private static List<String> with(List<String> path, String last) {
    List<String> longer = new ArrayList<>(path);
    longer.add(last);
    return longer;
  }

  /** The groups of layers: kinds with numbers, as of Keras 3, or names. */
  private static Function<KerasArchitecture.Layer, String> groups(
      List<KerasArchitecture.Layer> layers, Set<String> groups) {
    Map<String, Integer> seen = new HashMap<>();
    Map<String, String> byName = new HashMap<>();
    for (KerasArchitecture.Layer layer : layers) {
      String kind = snakeCase(layer.kind());
      int number = seen.merge(kind, 1, Integer::sum) - 1;
      byName.put(layer.name(), number == 0 ? kind : kind + "_" + number);
    }
    Set<String> names =
        layers.stream().map(KerasArchitecture.Layer::name).collect(Collectors.toSet());
    boolean named = names.containsAll(groups) && !byName.values().containsAll(groups);
    return layer -> named ? layer.name() : byName.get(layer.name());
  }

  private static String snakeCase(String kind) {
    return kind.replaceAll("(.)([A-Z][a-z]+)", "$1_$2")
        .replaceAll("([a-z])([A-Z])", "$1_$2")
        .toLowerCase(Locale.ROOT);
  }

  /** What Keras 2 calls the array at {@code path} of a .keras file; empty where it is no weight. */
  private static Optional<String> variable(KerasArchitecture.Layer layer, List<String> path) {
    List<String> names = variables(layer);
    int index = Integer.parseInt(path.get(path.size() - 1));
    return path.contains("seed_generator") || index >= names.size()
        ? Optional.empty()
        : Optional.of(direction(path) + names.get(index));
  }

  /** The names of a layer's variables, in order. */
  private static List<String> variables(KerasArchitecture.Layer layer) {
    return switch (layer.kind()) {
      case "BatchNormalization" -> {
        List<String> names = new ArrayList<>();
        if (layer.isOn("scale")) {
          names.add("gamma");
        }
        if (layer.isOn("center")) {
          names.add("beta");
        }
        names.addAll(List.of("moving_mean", "moving_variance"));
        yield names;
      }
      case "DepthwiseConv2D" -> List.of("depthwise_kernel", "bias");
      case "SeparableConv1D", "SeparableConv2D" ->
          List.of("depthwise_kernel", "pointwise_kernel", "bias");
      case "LSTM", "GRU", "SimpleRNN", "Bidirectional" -> RECURRENT;
      case "Embedding" -> List.of("embeddings");
      case "Normalization" -> List.of("mean", "variance");
      case "PReLU" -> List.of("alpha");
      default -> List.of("kernel", "bias");
    };
  }
}
