package io.finesweep.engine.dl4j;

import io.finesweep.engine.InvalidModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.FrozenVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A network taken apart. A sequence of layers is a graph too, so that all that follows knows one
 * kind of network only.
 *
 * @param kind "sequential" or "graph"
 * @param input the name that nodes give the network's input
 * @param shape of one row of the input; empty where the file does not say
 * @param nodes in an order in which data flow; the last is the output
 * @param parameters all weights, of which the nodes hold views
 */
record Anatomy(
    String kind, String input, List<Integer> shape, List<Node> nodes, List<INDArray> parameters) {

  Anatomy {
    shape = List.copyOf(shape);
    nodes = List.copyOf(nodes);
    parameters = List.copyOf(parameters);
  }

  /**
   * A vertex of the graph. The layer in it was never frozen.
   *
   * @param weights null where it has none
   */
  record Node(String name, GraphVertex vertex, List<String> inputs, @Nullable INDArray weights) {
    Node {
      inputs = List.copyOf(inputs);
    }

    /** The layer's configuration, empty where the vertex is none. */
    Optional<Layer> layer() {
      return vertex instanceof LayerVertex layer
          ? Optional.of(layer.getLayerConf().getLayer())
          : Optional.empty();
    }

    /** Whether it scales by numbers that are never learnt, and so is always frozen. */
    boolean isFixed() {
      return KerasScaling.isOne(layer().orElse(null));
    }

    /** What reshapes the layer's input. */
    @Nullable InputPreProcessor preProcessor() {
      return vertex instanceof LayerVertex layer ? layer.getPreProcessor() : null;
    }
  }

  static Anatomy of(MultiLayerNetwork network, List<Integer> shape) {
    var configuration = network.getLayerWiseConfigurations();
    Map<String, Node> nodes = new LinkedHashMap<>();
    String input = "input";
    String before = input;
    for (int i = 0; i < network.getnLayers(); i++) {
      Layer layer = thawed(configuration.getConf(i).getLayer());
      String written = layer.getLayerName() == null ? "layer" + i : layer.getLayerName();
      String name = unused(written, nodes.keySet(), input);
      GraphVertex vertex = new LayerVertex(around(layer), configuration.getInputPreProcess(i));
      nodes.put(name, new Node(name, vertex, List.of(before), network.getLayer(i).params()));
      before = name;
    }
    return new Anatomy(
        "sequential", input, shape, List.copyOf(nodes.values()), all(network.params()));
  }

  static Anatomy of(ComputationGraph graph, List<Integer> shape) {
    ComputationGraphConfiguration configuration = graph.getConfiguration();
    if (configuration.getNetworkInputs().size() != 1
        || configuration.getNetworkOutputs().size() != 1) {
      throw new InvalidModel(
          "The base model has the inputs "
              + configuration.getNetworkInputs()
              + " and the outputs "
              + configuration.getNetworkOutputs()
              + "; only one of each can be fine-tuned.\nMaybe save the part that is needed as a"
              + " model of its own.");
    }
    List<Node> nodes = new ArrayList<>();
    for (int index : graph.topologicalSortOrder()) {
      var live = graph.getVertices()[index];
      String name = live.getVertexName();
      GraphVertex vertex = configuration.getVertices().get(name);
      if (vertex == null) {
        continue; // the network's input
      }
      List<String> inputs = configuration.getVertexInputs().get(name);
      INDArray weights = live.hasLayer() ? live.getLayer().params() : null;
      nodes.add(new Node(name, thawed(vertex), inputs == null ? List.of() : inputs, weights));
    }
    String input = configuration.getNetworkInputs().get(0);
    String output = configuration.getNetworkOutputs().get(0);
    Anatomy whole = new Anatomy("graph", input, shape, nodes, all(graph.params()));
    return whole.with(whole.upTo(output));
  }

  /** The same with these nodes. */
  Anatomy with(List<Node> some) {
    return new Anatomy(kind, input, shape, some, parameters);
  }

  /** The node of this name. */
  Optional<Node> node(String name) {
    return nodes.stream().filter(node -> node.name().equals(name)).findFirst();
  }

  List<String> names() {
    return nodes.stream().map(Node::name).toList();
  }

  /** The node {@code name} and all that feed it, in order; it comes last. */
  List<Node> upTo(String name) {
    List<String> needed = new ArrayList<>(List.of(name));
    List<Node> found = new ArrayList<>();
    for (int i = nodes.size() - 1; i >= 0; i--) {
      if (needed.contains(nodes.get(i).name())) {
        needed.addAll(nodes.get(i).inputs());
        found.add(0, nodes.get(i));
      }
    }
    return found;
  }

  /** Gives the memory of the weights back. */
  void release() {
    parameters.stream().filter(INDArray::closeable).forEach(INDArray::close);
  }

  private static List<INDArray> all(@Nullable INDArray parameters) {
    return parameters == null ? List.of() : List.of(parameters);
  }

  /** {@code name}, numbered where it is taken. */
  static String unused(String name, Iterable<String> taken, String input) {
    List<String> used = new ArrayList<>(List.of(input));
    taken.forEach(used::add);
    String free = name;
    for (int number = 2; used.contains(free); number++) {
      free = name + "-" + number;
    }
    return free;
  }

  /** A configuration that holds {@code layer} and nothing else. */
  static NeuralNetConfiguration around(Layer layer) {
    NeuralNetConfiguration configuration = new NeuralNetConfiguration();
    configuration.setLayer(layer);
    return configuration;
  }

  private static GraphVertex thawed(GraphVertex vertex) {
    if (vertex instanceof FrozenVertex frozen) {
      return thawed(frozen.getUnderlying());
    }
    return vertex instanceof LayerVertex layer
        ? new LayerVertex(around(thawed(layer.getLayerConf().getLayer())), layer.getPreProcessor())
        : Copies.of(vertex);
  }

  private static Layer thawed(Layer layer) {
    Layer inner = layer;
    if (layer instanceof FrozenLayer frozen) {
      inner = thawed(frozen.getLayer());
    } else if (layer instanceof FrozenLayerWithBackprop frozen) {
      inner = thawed(frozen.getUnderlying());
    } else {
      return layer.clone();
    }
    if (inner.getLayerName() == null) {
      inner.setLayerName(layer.getLayerName());
    }
    return inner;
  }
}
