package io.finesweep.engine.dl4j;

import io.finesweep.data.Targets;
import io.finesweep.engine.Head;
import io.finesweep.engine.InvalidModel;
import io.finesweep.engine.dl4j.Anatomy.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.AlphaDropout;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.GaussianDropout;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.graph.FrozenVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.RnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/** Puts a trunk and a new head together. */
final class Assembly {

  private final Trunk trunk;
  private final @Nullable Tuning tuning;
  private final Cut cut;
  private final Depths depths;

  /**
   * @param tuning how layers learn; null where none does
   * @param cut which layers of the trunk stay as they are
   */
  Assembly(Trunk trunk, @Nullable Tuning tuning, Cut cut) {
    this.trunk = trunk;
    this.tuning = tuning;
    this.cut = cut;
    this.depths = Depths.of(trunk.network());
  }

  /**
   * The network, its trunk with the weights that it has, its head's all 0.
   *
   * @param input one row of it
   */
  ComputationGraph graph(InputType input, Head head, Targets targets) {
    ComputationGraph network = unset(layers(0, input, head, targets));
    copyWeights(network, node -> true);
    return network;
  }

  /**
   * The network with random weights, but for those of the trunk that are no weights but part of its
   * form.
   *
   * @param input one row of it
   * @param seed of the weights that are drawn
   */
  ComputationGraph drawn(InputType input, Head head, Targets targets, long seed) {
    ComputationGraph network = new ComputationGraph(layers(seed, input, head, targets).build());
    network.init();
    copyWeights(network, Node::isFixed);
    return network;
  }

  private GraphBuilder layers(long seed, InputType input, Head head, Targets targets) {
    GraphBuilder graph = builder(seed).addInputs(trunk.network().input());
    for (Node node : trunk.network().nodes()) {
      add(graph, node);
    }
    Flattened flattened = flattened(trunk, input);
    addHead(graph, flattened, flattened.preProcessor(), head, targets);
    return graph;
  }

  /** What is above the cut, its head's weights 0; its input is what the frozen layers put out. */
  ComputationGraph graphAbove(InputType input, Head head, Targets targets) {
    GraphBuilder graph = builder(0).addInputs(cut.end().orElseThrow());
    for (Node node : cut.above()) {
      add(graph, node);
    }
    Flattened flattened = flattened(trunk, input);
    InputPreProcessor before = cut.isAtTheHead() ? null : flattened.preProcessor();
    addHead(graph, flattened, before, head, targets);
    ComputationGraph network = unset(graph);
    copyWeights(network, node -> true);
    return network;
  }

  /**
   * The frozen layers alone, with their weights.
   *
   * @param lower those of them that are left out: the graph's input is what they put out, or the
   *     network's where there are none
   */
  ComputationGraph frozenGraph(Cut lower) {
    GraphBuilder graph = builder(0).addInputs(lower.end().orElse(trunk.network().input()));
    for (Node node : trunk.network().nodes()) {
      if (cut.frozen().contains(node.name()) && !lower.frozen().contains(node.name())) {
        add(graph, node);
      }
    }
    ComputationGraph network = unset(graph.setOutputs(cut.end().orElseThrow()));
    copyWeights(network, node -> true);
    return network;
  }

  /** All of {@code network} as it is, with its weights. */
  static ComputationGraph whole(Anatomy network) {
    Trunk trunk = new Trunk(network, null);
    Assembly assembly = new Assembly(trunk, null, new Cut(network, Set.of()));
    GraphBuilder graph = builder(0).addInputs(network.input());
    for (Node node : network.nodes()) {
      assembly.add(graph, node);
    }
    ComputationGraph whole = unset(graph.setOutputs(assembly.trunkEnd()));
    assembly.copyWeights(whole, node -> true);
    return whole;
  }

  private static GraphBuilder builder(long seed) {
    return new NeuralNetConfiguration.Builder()
        .seed(seed)
        .dataType(DataType.FLOAT)
        .graphBuilder()
        .validateOutputLayerConfig(false);
  }

  /** A network whose weights are all 0: none is drawn that another replaces. */
  private static ComputationGraph unset(GraphBuilder graph) {
    ComputationGraphConfiguration configuration = graph.build();
    long weights =
        configuration.getVertices().values().stream()
            .mapToLong(vertex -> vertex.numParams(true))
            .sum();
    ComputationGraph network = new ComputationGraph(configuration);
    network.init(weights == 0 ? null : Nd4j.zeros(DataType.FLOAT, 1, weights), false);
    return network;
  }

  private void add(GraphBuilder graph, Node node) {
    String[] inputs = node.inputs().toArray(String[]::new);
    boolean stays = cut.frozen().contains(node.name()) || node.isFixed();
    if (node.layer().isEmpty()) {
      var vertex = Copies.of(node.vertex());
      graph.addVertex(node.name(), stays ? new FrozenVertex(vertex) : vertex, inputs);
      return;
    }
    Layer layer = node.layer().get().clone();
    layer.setLayerName(node.name());
    if (layer.getIDropout() instanceof Dropout dropout && dropout.getP() == 1) {
      layer.setIDropout(null); // Keras' import adds one that keeps all, and fails on images
    }
    learn(layer, depths.of(node.name()));
    InputPreProcessor before = node.preProcessor();
    InputPreProcessor own = before == null ? null : before.clone();
    graph.addLayer(node.name(), stays ? new FrozenLayer(layer) : layer, own, inputs);
  }

  private void learn(Layer layer, int depth) {
    if (tuning != null) {
      tuning.applyTo(layer, depth);
    }
  }

  /** The numbers of a row of the head's input, and how the trunk's output becomes them. */
  record Flattened(
      int width, @Nullable InputPreProcessor preProcessor, DroppedChannels.Layout channels) {}

  /** How the output of {@code trunk}, which takes {@code input}, becomes the head's input. */
  static Flattened flattened(Trunk trunk, InputType input) {
    InputType output = Shapes.of(trunk.network(), input).last();
    InputPreProcessor own = trunk.preProcessor();
    boolean pooled = output instanceof InputType.InputTypeFeedForward;
    // Keras' import takes what was pooled over all words for words still.
    if (own != null && !(pooled && own instanceof RnnToFeedForwardPreProcessor)) {
      int width = (int) own.getOutputType(output).arrayElementsPerExample();
      return new Flattened(width, own.clone(), channels(output, width));
    } else if (output instanceof InputType.InputTypeConvolutional image) {
      int width = (int) image.arrayElementsPerExample();
      return new Flattened(
          width,
          new CnnToFeedForwardPreProcessor(
              image.getHeight(), image.getWidth(), image.getChannels(), image.getFormat()),
          channels(output, width));
    } else if (output instanceof InputType.InputTypeFeedForward flat) {
      int width = (int) flat.getSize();
      return new Flattened(width, null, channels(output, width));
    }
    throw new InvalidModel(
        "The base model puts out "
            + output
            + " before its head, which no head fits.\n"
            + "Maybe use a model of images or of rows of a table.");
  }

  /** Where there is no image, each number is a channel. */
  private static DroppedChannels.Layout channels(InputType output, int width) {
    return output instanceof InputType.InputTypeConvolutional image
        ? new DroppedChannels.Layout(
            (int) image.getChannels(), image.getFormat() == CNN2DFormat.NHWC)
        : new DroppedChannels.Layout(width, false);
  }

  private void addHead(
      GraphBuilder graph,
      Flattened inputs,
      @Nullable InputPreProcessor before,
      Head head,
      Targets targets) {
    List<String> names = headNames(trunk.network(), head);
    String below = trunk.network().nodes().isEmpty() ? trunk.network().input() : trunkEnd();
    long width = inputs.width();
    InputPreProcessor preProcessor = before;
    for (int i = 0; i <= head.hidden().size(); i++) {
      boolean last = i == head.hidden().size();
      FeedForwardLayer layer =
          last
              ? output(width, targets, loss(targets))
              : hidden(width, head.hidden().get(i), head.activation());
      if (i == 0 && head.dropout() > 0) {
        layer.setIDropout(dropout(head, inputs.channels()));
      }
      learn(layer, 0);
      graph.addLayer(names.get(i), layer, preProcessor, below);
      below = names.get(i);
      preProcessor = null;
      width = layer.getNOut();
    }
    graph.setOutputs(below);
  }

  private static IDropout dropout(Head head, DroppedChannels.Layout channels) {
    return switch (head.dropoutKind()) {
      case PLAIN -> new Dropout(1 - head.dropout());
      case GAUSSIAN -> new GaussianDropout(head.dropout());
      case ALPHA -> new AlphaDropout(1 - head.dropout());
      case SPATIAL -> new DroppedChannels(1 - head.dropout(), channels);
    };
  }

  private String trunkEnd() {
    return trunk.network().nodes().get(trunk.network().nodes().size() - 1).name();
  }

  /** The names of the head's layers on {@code network}, in order. */
  static List<String> headNames(Anatomy network, Head head) {
    List<String> taken = new ArrayList<>(network.names());
    List<String> names = new ArrayList<>();
    for (int i = 0; i <= head.hidden().size(); i++) {
      boolean last = i == head.hidden().size();
      String name = Anatomy.unused(last ? "output" : "head" + (i + 1), taken, network.input());
      taken.add(name);
      names.add(name);
    }
    return names;
  }

  /** Puts {@code weights} into the head of {@code graph}; its biases are 0. */
  static void setHead(ComputationGraph graph, List<String> names, HeadWeights weights) {
    for (int i = 0; i < names.size(); i++) {
      org.deeplearning4j.nn.api.Layer layer = graph.getLayer(names.get(i));
      INDArray own = layer.getParam("W");
      own.assign(Nd4j.create(weights.byLayer().get(i), own.shape(), 'c'));
    }
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

  private ILossFunction loss(Targets targets) {
    if (!(targets instanceof Targets.Classes)) {
      return new LossMSE();
    }
    // Without weights its gradient takes for granted that a row's labels add up to 1.
    return tuning != null && tuning.weighsClasses()
        ? new LossMCXENT(Nd4j.ones(DataType.FLOAT, 1, targets.names().size()))
        : new LossMCXENT();
  }

  private static FeedForwardLayer output(long width, Targets targets, ILossFunction loss) {
    boolean classes = targets instanceof Targets.Classes;
    return new OutputLayer.Builder(loss)
        .nIn(width)
        .nOut(targets.names().size())
        .activation(classes ? Activation.SOFTMAX : Activation.IDENTITY)
        .weightInit(WeightInit.XAVIER)
        .biasInit(0)
        .build();
  }

  /** Gives the trunk's weights to those of its layers that are in {@code network}. */
  private void copyWeights(ComputationGraph network, Predicate<Node> which) {
    for (Node node : trunk.network().nodes()) {
      INDArray weights = node.weights();
      if (which.test(node)
          && weights != null
          && weights.length() > 0
          && network.getConfiguration().getVertices().containsKey(node.name())) {
        network.getLayer(node.name()).setParams(ModelFile.single(weights).dup('f'));
      }
    }
  }
}
