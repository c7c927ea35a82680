package io.finesweep.engine.dl4j;

import io.finesweep.engine.InvalidModel;
import java.util.ArrayList;
import java.util.Collections;
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
import org.nd4j.linalg.factory.Nd4j;

/**
 * The weights in an HDF5 file of Keras, by layer and by the names that Keras 2 gives them. In .h5
 * files of Keras 2 and 3 they stand under their layers' names; those in a .keras file under their
 * layers' kinds, numbered, and without names.
 */
record KerasWeights(Hdf5Archive archive) {

  private static final List<String> RECURRENT = List.of("kernel", "recurrent_kernel", "bias");

  /** Those of each layer of {@code whole} by its path, in the models inside it too. */
  Map<List<String>, Map<String, INDArray>> of(KerasArchitecture whole)
      throws UnsupportedKerasConfigurationException {
    Map<List<String>, Map<String, INDArray>> weights = new HashMap<>();
    List<String> roots = archive.getGroups();
    if (roots.contains("model_weights")) {
      for (KerasArchitecture.Layer layer : whole.layers()) {
        addNamed(weights, layer, with(List.of("model_weights"), parts(layer)), List.of());
      }
    } else {
      String root = roots.contains("layers") ? "layers" : "_layer_checkpoint_dependencies";
      addNumbered(weights, whole, List.of(root), List.of());
    }
    return weights;
  }

  /** In .h5 files all of a model inside another stand below the name of the outermost. */
  private void addNamed(
      Map<List<String>, Map<String, INDArray>> weights,
      KerasArchitecture.Layer layer,
      List<String> group,
      List<String> around)
      throws UnsupportedKerasConfigurationException {
    List<String> path = with(around, List.of(layer.name()));
    if (layer.isModel()) {
      for (KerasArchitecture.Layer inner : layer.model().layers()) {
        addNamed(weights, inner, group, path);
      }
    } else {
      List<String> own = around.isEmpty() ? List.of() : parts(layer);
      Map<String, INDArray> found =
          below(
              group,
              at ->
                  Collections.indexOfSubList(at.subList(group.size(), at.size()), own) >= 0
                      ? name(layer, at)
                      : Optional.empty());
      weights.put(path, whole(layer, found));
    }
  }

  /** With the offsets that DL4J's batch normalization has where Keras' has none. */
  private static Map<String, INDArray> whole(
      KerasArchitecture.Layer layer, Map<String, INDArray> found) {
    INDArray mean = found.get("moving_mean");
    if (layer.kind().equals("BatchNormalization") && mean != null) {
      found.computeIfAbsent("beta", name -> Nd4j.zerosLike(mean));
    }
    return found;
  }

  /** The names of the groups that a layer's stands in: Keras 2 has slashes in names. */
  private static List<String> parts(KerasArchitecture.Layer layer) {
    return List.of(layer.name().split("/"));
  }

  private void addNumbered(
      Map<List<String>, Map<String, INDArray>> weights,
      KerasArchitecture model,
      List<String> group,
      List<String> around)
      throws UnsupportedKerasConfigurationException {
    Set<String> groups = groups(group);
    Function<KerasArchitecture.Layer, String> names = groups(model.layers(), groups);
    for (KerasArchitecture.Layer layer : model.layers()) {
      List<String> own = with(group, List.of(names.apply(layer)));
      List<String> path = with(around, List.of(layer.name()));
      if (layer.isModel()) {
        String inner = groups(own).contains("layers") ? "layers" : group.get(group.size() - 1);
        addNumbered(weights, layer.model(), with(own, List.of(inner)), path);
      } else {
        weights.put(path, whole(layer, below(own, at -> variable(layer, at))));
      }
    }
  }

  private boolean exists(List<String> path) {
    for (int i = 0; i < path.size(); i++) {
      if (!archive.getGroups(path.subList(0, i).toArray(String[]::new)).contains(path.get(i))) {
        return false;
      }
    }
    return true;
  }

  private Set<String> groups(List<String> path) {
    return exists(path) ? Set.copyOf(archive.getGroups(path.toArray(String[]::new))) : Set.of();
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

  /** The arrays in a group, if there is one, and in its groups that {@code name} has a name for. */
  private Map<String, INDArray> below(
      List<String> path, Function<List<String>, Optional<String>> name)
      throws UnsupportedKerasConfigurationException {
    Map<String, INDArray> found = new HashMap<>();
    if (exists(path)) {
      addBelow(found, path, name);
    }
    return found;
  }

  private void addBelow(
      Map<String, INDArray> found, List<String> path, Function<List<String>, Optional<String>> name)
      throws UnsupportedKerasConfigurationException {
    String[] at = path.toArray(String[]::new);
    for (String one : archive.getDataSets(at)) {
      Optional<String> known = name.apply(with(path, List.of(one)));
      if (known.isPresent() && found.put(known.get(), archive.readDataSet(one, at)) != null) {
        throw new InvalidModel(
            "The base model is a Keras file in which two models inside the model have layers of the"
                + " same name; below '"
                + path.get(path.size() - 1)
                + "' their weights cannot be told apart.\nMaybe save it as .keras.");
      }
    }
    for (String group : archive.getGroups(at)) {
      addBelow(found, with(path, List.of(group)), name);
    }
  }

  private static List<String> with(List<String> path, List<String> last) {
    List<String> longer = new ArrayList<>(path);
    longer.addAll(last);
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
