package io.finesweep.engine.dl4j;

import io.finesweep.engine.Beginning;
import io.finesweep.engine.EmbeddedWords;
import io.finesweep.engine.InvalidModel;
import io.finesweep.engine.dl4j.Anatomy.Node;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.Subsampling1DLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.util.MaskZeroLayer;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Networks whose rows are numbers of words. */
final class WordLayers {

  private static final String INPUT = "input";

  private WordLayers() {}

  /** The layer that puts a word's vector in place of its number; 0 has a vector of zeros. */
  static EmbeddingSequenceLayer embedding(EmbeddedWords words, RNNFormat format) {
    EmbeddingSequenceLayer layer =
        new EmbeddingSequenceLayer.Builder()
            .nIn(words.words())
            .nOut(words.width())
            .inputLength(words.length())
            .outputDataFormat(format)
            .hasBias(false)
            .activation(Activation.IDENTITY)
            .weightInit(WeightInit.ZERO)
            .build();
    layer.setLayerName(Beginning.WORDS);
    return layer;
  }

  /** What pools over all places that have a word: layers before it must put out zeros for none. */
  static Layer pooled(PoolingType type) {
    return new MaskZeroLayer(new GlobalPoolingLayer.Builder(type).build(), 0);
  }

  /** The model of {@code words}; where there is none, the mean and the maximum of the vectors. */
  static Anatomy read(EmbeddedWords words) {
    if (words.model().length == 0) {
      return pooled(words);
    }
    Anatomy model = ModelFile.read(words.model());
    return words.vectors().length == 0 ? overNumbers(words, model) : overVectors(words, model);
  }

  /** Shen et al. 2018, "Baseline Needs More Love", SWEM-concat. */
  private static Anatomy pooled(EmbeddedWords words) {
    ComputationGraph graph =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .dataType(DataType.FLOAT)
                .graphBuilder()
                .validateOutputLayerConfig(false)
                .addInputs(INPUT)
                .addLayer(Beginning.WORDS, embedding(words, RNNFormat.NCW), INPUT)
                .addLayer("mean", pooled(PoolingType.AVG), Beginning.WORDS)
                .addLayer("max", pooled(PoolingType.MAX), Beginning.WORDS)
                .addVertex("pooled", new MergeVertex(), "mean", "max")
                .setOutputs("pooled")
                .build());
    graph.init();
    graph.getLayer(Beginning.WORDS).getParam("W").assign(vectors(words));
    return Anatomy.of(graph, List.of(words.length()));
  }

  static INDArray vectors(EmbeddedWords words) {
    return Nd4j.create(words.vectors(), new long[] {words.words(), words.width()}, 'c');
  }

  private static Anatomy overNumbers(EmbeddedWords words, Anatomy model) {
    for (Node node : model.nodes()) {
      if (node.inputs().contains(model.input())) {
        if (!(node.layer().orElse(null) instanceof EmbeddingSequenceLayer embedding)) {
          throw new InvalidModel(
              "The base model's first layer, '"
                  + node.name()
                  + "', takes no numbers of words.\n"
                  + "Maybe name the word vectors that it was trained on in data.text.vectors.");
        } else if (embedding.getNIn() < words.words()) {
          throw new InvalidModel(
              "data.text.vocabulary has "
                  + words.words()
                  + " words, but the base model's layer '"
                  + node.name()
                  + "' knows "
                  + embedding.getNIn()
                  + ".\nMaybe the model was trained with another vocabulary, or with the first of"
                  + " these words only: then cut the file.");
        }
      }
    }
    return model;
  }

  /** The model with the vectors below it. */
  private static Anatomy overVectors(EmbeddedWords words, Anatomy model) {
    List<Integer> known = model.shape();
    if (known.size() == 2 && !known.equals(List.of(words.length(), words.width()))) {
      throw new InvalidModel(
          "The base model takes "
              + known.get(0)
              + " words of "
              + known.get(1)
              + " numbers, but data.text gives it "
              + words.length()
              + " words of "
              + words.width()
              + ".\nMaybe set data.text.max-length, or use the vectors that it was trained on.");
    }
    MultiLayerNetwork below =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .dataType(DataType.FLOAT)
                .list()
                .layer(embedding(words, format(model)))
                .validateOutputLayerConfig(false)
                .build());
    below.init();
    below.getLayer(0).getParam("W").assign(vectors(words));
    Layer layer = below.getLayerWiseConfigurations().getConf(0).getLayer();
    String name = Anatomy.unused(Beginning.WORDS, model.names(), INPUT);
    List<Node> nodes = new ArrayList<>();
    nodes.add(
        new Node(
            name,
            new LayerVertex(Anatomy.around(layer), null),
            List.of(INPUT),
            below.getLayer(0).params()));
    for (Node node : model.nodes()) {
      List<String> inputs =
          node.inputs().stream().map(each -> each.equals(model.input()) ? name : each).toList();
      nodes.add(new Node(node.name(), node.vertex(), inputs, node.weights()));
    }
    List<INDArray> parameters = new ArrayList<>(model.parameters());
    parameters.add(below.params());
    return new Anatomy(model.kind(), INPUT, List.of(words.length()), nodes, parameters);
  }

  /** In which order the layers that take the input of {@code model} want a row of vectors. */
  private static RNNFormat format(Anatomy model) {
    for (Node node : model.nodes()) {
      if (node.inputs().contains(model.input()) && node.layer().isPresent()) {
        return format(node.layer().get());
      }
    }
    return RNNFormat.NCW;
  }

  private static RNNFormat format(Layer layer) {
    RNNFormat format = null;
    if (layer instanceof BaseWrapperLayer wrapper) {
      return format(wrapper.getUnderlying());
    } else if (layer instanceof Bidirectional both) {
      return format(both.getFwd());
    } else if (layer instanceof Convolution1DLayer convolution) {
      format = convolution.getRnnDataFormat();
    } else if (layer instanceof Subsampling1DLayer) {
      format = RNNFormat.NCW;
    } else if (layer instanceof BaseRecurrentLayer recurrent) {
      format = recurrent.getRnnDataFormat();
    }
    return format == null ? RNNFormat.NCW : format;
  }
}
