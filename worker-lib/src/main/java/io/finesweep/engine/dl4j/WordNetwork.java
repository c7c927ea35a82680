package io.finesweep.engine.dl4j;

import io.finesweep.engine.EmbeddedWords;
import io.finesweep.engine.InvalidModel;
import io.finesweep.engine.Network;
import io.finesweep.engine.Network.Layer;
import java.util.List;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration.ListBuilder;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.Subsampling1DLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.util.MaskZeroLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Sgd;

/** Builds a described network over word vectors, with random weights above them. */
final class WordNetwork {

  private final EmbeddedWords words;
  private final Network network;
  private long width;
  private boolean overVectors = true;
  private boolean pooled;

  WordNetwork(EmbeddedWords words, Network network) {
    this.words = words;
    this.network = network;
    this.width = words.width();
  }

  Anatomy build(long seed) {
    ListBuilder list =
        new NeuralNetConfiguration.Builder()
            .seed(seed)
            .updater(new Sgd())
            .list()
            .validateOutputLayerConfig(false);
    list.layer(WordLayers.embedding(words, RNNFormat.NCW));
    for (Network.NamedLayer named : network.layers()) {
      if (named.layer() instanceof Layer.Dense && !pooled) {
        add(list, "pooled", pool(Network.Pooling.MAX));
      }
      add(list, named.name(), layer(named));
    }
    if (!pooled) {
      add(list, "pooled", pool(Network.Pooling.MAX));
    }
    try {
      MultiLayerNetwork built = new MultiLayerNetwork(list.build());
      built.init();
      built.getLayer(0).getParam("W").assign(WordLayers.vectors(words));
      return Anatomy.of(built, List.of(words.length()));
    } catch (RuntimeException e) {
      throw new InvalidModel(
          "'network' cannot be built on texts of "
              + words.length()
              + " words: "
              + ModelFile.firstLine(e)
              + "\nMaybe pool less often, or with smaller kernels.",
          e);
    }
  }

  private static void add(
      ListBuilder list, String name, org.deeplearning4j.nn.conf.layers.Layer layer) {
    layer.setLayerName(name);
    list.layer(layer);
  }

  private org.deeplearning4j.nn.conf.layers.Layer layer(Network.NamedLayer named) {
    Layer layer = named.layer();
    if (layer instanceof Layer.Dense dense) {
      FeedForwardLayer built = (FeedForwardLayer) ScratchNetwork.layer(layer);
      built.setNIn(widthBefore(dense.units()));
      return built;
    } else if (layer instanceof Layer.Dropout) {
      return ScratchNetwork.layer(layer);
    } else if (layer instanceof Layer.BatchNorm || pooled) {
      throw new InvalidModel(
          "'network' has the layer '"
              + named.name()
              + "', which "
              + (pooled ? "takes words, after they were pooled." : "does not take words.")
              + "\nMaybe put it elsewhere, or leave it out.");
    } else if (layer instanceof Layer.WordPool all) {
      return pool(all.kind());
    } else if (layer instanceof Layer.Lstm lstm) {
      return lstm(lstm);
    }
    overVectors = false;
    return layer instanceof Layer.Convolution convolution
        ? convolution(convolution)
        : window((Layer.Pool) layer);
  }

  private org.deeplearning4j.nn.conf.layers.Layer pool(Network.Pooling kind) {
    pooled = true;
    PoolingType type = kind == Network.Pooling.MAX ? PoolingType.MAX : PoolingType.AVG;
    return overVectors ? WordLayers.pooled(type) : new GlobalPoolingLayer.Builder(type).build();
  }

  private org.deeplearning4j.nn.conf.layers.Layer lstm(Layer.Lstm lstm) {
    boolean both = lstm.direction() == Network.Direction.BOTH;
    LSTM one =
        new LSTM.Builder()
            .nIn(widthBefore(both ? 2L * lstm.units() : lstm.units()))
            .nOut(lstm.units())
            .activation(Activation.TANH)
            .weightInit(WeightInit.XAVIER)
            .forgetGateBiasInit(1)
            .build();
    org.deeplearning4j.nn.conf.layers.Layer layer =
        both ? new Bidirectional(Bidirectional.Mode.CONCAT, one) : one;
    boolean masks = overVectors && !both;
    overVectors = false;
    return masks ? new MaskZeroLayer(layer, 0) : layer;
  }

  /** How many numbers a word has so far; from now on it has {@code after}. */
  private long widthBefore(long after) {
    long before = width;
    width = after;
    return before;
  }

  private Convolution1DLayer convolution(Layer.Convolution convolution) {
    return new Convolution1DLayer.Builder(convolution.kernel(), convolution.stride())
        .nIn(widthBefore(convolution.filters()))
        .nOut(convolution.filters())
        .convolutionMode(
            convolution.padding() == Network.Padding.SAME
                ? ConvolutionMode.Same
                : ConvolutionMode.Truncate)
        .activation(ScratchNetwork.activation(convolution.activation()))
        .weightInit(ScratchNetwork.weights(convolution.activation()))
        .build();
  }

  private static Subsampling1DLayer window(Layer.Pool pool) {
    return new Subsampling1DLayer.Builder(
            pool.kind() == Network.Pooling.MAX
                ? Subsampling1DLayer.PoolingType.MAX
                : Subsampling1DLayer.PoolingType.AVG)
        .kernelSize(pool.kernel())
        .stride(pool.stride())
        .convolutionMode(ConvolutionMode.Truncate)
        .build();
  }
}
