package io.finesweep.engine.dl4j;

import io.finesweep.data.Targets;
import io.finesweep.engine.Beginning;
import io.finesweep.engine.Head;
import io.finesweep.engine.InvalidModel;
import io.finesweep.engine.dl4j.Anatomy.Node;
import io.finesweep.trial.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.graph.FrozenVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Puts a trunk and a new head together. */
final class Assembly {

  private final Trunk trunk;
  private final Tuning tuning;
  private final Set<String> frozen;
  private final Beginning.Weights weights;

  /**
   * @param freezeUpTo the layer that is frozen together with all that feed it; null for none
   * @param weights whether the trunk's are kept
   */
  Assembly(Trunk trunk, Tuning tuning, @Nullable String freezeUpTo, Beginning.Weights weights) {
    this.trunk = trunk;
    this.tuning = tuning;
    this.weights = weights;
    this.frozen = freezeUpTo == null ? Set.of() : frozen(trunk.network(), freezeUpTo);
  }

  private static Set<String> frozen(Anatomy network, String freezeUpTo) {
    if (network.node(freezeUpTo).isEmpty()) {
      String maybe = Names.maybe(freezeUpTo, network.names());
      throw new InvalidModel(
          "'freeze-up-to' is '"
              + freezeUpTo
              + "', but the base model's layers below its head are "
              + String.join(", ", network.names())
              + ".\n"
              + (maybe.startsWith("Maybe") ? maybe : "Maybe name one of them, or none."));
    }
    Set<String> frozen = new TreeSet<>();
    network.upTo(freezeUpTo).forEach(node -> frozen.add(node.name()));
    return frozen;
  }

  /**
   * The network, its trunk with the weights it had, unless they are to be random.
   *
   * @param input one row of it
   * @param seed of the weights that are drawn
   */
  ComputationGraph graph(InputType input, Head head, Targets targets, long seed) {
    GraphBuilder graph =
        new NeuralNetConfiguration.Builder()
            .seed(seed)
            .dataType(DataType.FLOAT)
            .graphBuilder()
            .addInputs(trunk.network().input())
            .validateOutputLayerConfig(false);
    for (Node node : trunk.network().nodes()) {
      add(graph, node);
    }
    addHead(graph, flattened(input), head, targets);
    ComputationGraph network = new ComputationGraph(graph.build());
    network.init();
    if (weights == Beginning.Weights.PRE_TRAINED) {
      copyWeights(network);
    }
    return network;
  }

  private void add(GraphBuilder graph, Node node) {
    String[] inputs = node.inputs().toArray(String[]::new);
    boolean stays = frozen.contains(node.name());
    if (node.layer().isEmpty()) {
      var vertex = node.vertex().clone();
      graph.addVertex(node.name(), stays ? new FrozenVertex(vertex) : vertex, inputs);
      return;
    }
    Layer layer = node.layer().get().clone();
    layer.setLayerName(node.name());
    if (layer.getIDropout() instanceof Dropout dropout && dropout.getP() == 1) {
      layer.setIDropout(null); // Keras' import adds one that keeps all, and fails on images
    }
    tuning.applyTo(layer);
    InputPreProcessor before = node.preProcessor();
    InputPreProcessor own = before == null ? null : before.clone();
    graph.addLayer(node.name(), stays ? new FrozenLayer(layer) : layer, own, inputs);
  }

  /** The shape of the head's input, and how the trunk's output gets it. */
  private record Flattened(long width, @Nullable InputPreProcessor preProcessor) {}

  private Flattened flattened(InputType input) {
    InputType output = Shapes.of(trunk.network(), input).last();
    InputPreProcessor own = trunk.preProcessor();
    if (own != null) {
      return new Flattened(own.getOutputType(output).arrayElementsPerExample(), own.clone());
    } else if (output instanceof InputType.InputTypeConvolutional image) {
      return new Flattened(
          image.arrayElementsPerExample(),
          new CnnToFeedForwardPreProcessor(
              image.getHeight(), image.getWidth(), image.getChannels(), image.getFormat()));
    } else if (output instanceof InputType.InputTypeFeedForward flat) {
      return new Flattened(flat.getSize(), null);
    }
    throw new InvalidModel(
        "The base model puts out "
            + output
            + " before its head, which no head fits.\n"
            + "Maybe use a model of images or of rows of a table.");
  }

  private void addHead(GraphBuilder graph, Flattened input, Head head, Targets targets) {
    List<String> names = new ArrayList<>(trunk.network().names());
    String before = names.isEmpty() ? trunk.network().input() : names.get(names.size() - 1);
    long width = input.width();
    InputPreProcessor preProcessor = input.preProcessor();
    for (int i = 0; i <= head.hidden().size(); i++) {
      boolean last = i == head.hidden().size();
      String name =
          Anatomy.unused(last ? "output" : "head" + (i + 1), names, trunk.network().input());
      FeedForwardLayer layer =
          last ? output(width, targets) : hidden(width, head.hidden().get(i), head.activation());
      if (i == 0 && head.dropout() > 0) {
        layer.setIDropout(new Dropout(1 - head.dropout()));
      }
      tuning.applyTo(layer);
      graph.addLayer(name, layer, preProcessor, before);
      names.add(name);
      before = name;
      preProcessor = null;
      width = layer.getNOut();
    }
    graph.setOutputs(before);
  }

  private static FeedForwardLayer hidden(
      long width, int units, io.finesweep.engine.Activation activation) {
    return new DenseLayer.Builder()
        .nIn(width)
        .nOut(units)
        .activation(ScratchNetwork.activation(activation))
        .weightInit(ScratchNetwork.weights(activation))
        .biasInit(0)
        .build();
  }

  private static FeedForwardLayer output(long width, Targets targets) {
    boolean classes = targets instanceof Targets.Classes;
    return new OutputLayer.Builder(classes ? LossFunction.MCXENT : LossFunction.MSE)
        .nIn(width)
        .nOut(targets.names().size())
        .activation(classes ? Activation.SOFTMAX : Activation.IDENTITY)
        .weightInit(WeightInit.XAVIER)
        .biasInit(0)
        .build();
  }

  private void copyWeights(ComputationGraph network) {
    for (Node node : trunk.network().nodes()) {
      INDArray weights = node.weights();
      if (weights != null && weights.length() > 0) {
        network.getLayer(node.name()).setParams(ModelFile.single(weights).dup('f'));
      }
    }
  }
}
