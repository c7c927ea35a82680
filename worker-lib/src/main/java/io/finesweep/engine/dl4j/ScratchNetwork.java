package io.finesweep.engine.dl4j;

import io.finesweep.engine.EmbeddedWords;
import io.finesweep.engine.InvalidModel;
import io.finesweep.engine.Network;
import io.finesweep.engine.Network.Layer;
import java.util.Arrays;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Sgd;

/** Builds a described network with random weights. */
final class ScratchNetwork {

  private ScratchNetwork() {}

  /** The network for rows of {@code shape}; it has no head. */
  static Anatomy build(Network network, int[] shape, long seed) {
    boolean images = shape.length == 3;
    for (Network.NamedLayer named : network.layers()) {
      if (named.layer() instanceof Layer.Lstm || named.layer() instanceof Layer.WordPool) {
        throw new InvalidModel(
            "'network' has the layer '"
                + named.name()
                + "', which takes words, but no row has any.\n"
                + "Maybe name a column of texts and word vectors in data.text.");
      }
    }
    InputType input =
        images
            ? InputType.convolutional(shape[1], shape[2], shape[0])
            : InputType.feedForward(shape[0]);
    var list =
        new NeuralNetConfiguration.Builder()
            .seed(seed)
            .updater(new Sgd())
            .list()
            .validateOutputLayerConfig(false);
    for (Network.NamedLayer named : network.layers()) {
      boolean image =
          named.layer() instanceof Layer.Convolution || named.layer() instanceof Layer.Pool;
      if (image && !images) {
        throw new InvalidModel(
            "'network' has the layer '"
                + named.name()
                + "', which takes images, but a row of the data set has the shape "
                + Arrays.toString(shape)
                + ".\nMaybe use dense layers only.");
      }
      var layer = layer(named.layer());
      layer.setLayerName(named.name());
      list.layer(layer);
    }
    try {
      MultiLayerNetwork built = new MultiLayerNetwork(list.setInputType(input).build());
      built.init();
      return Anatomy.of(built, Arrays.stream(shape).boxed().toList());
    } catch (RuntimeException e) {
      throw new InvalidModel(
          "'network' cannot be built on rows of the shape "
              + Arrays.toString(shape)
              + ": "
              + ModelFile.firstLine(e)
              + "\nMaybe pool less often, or with smaller kernels.",
          e);
    }
  }

  /**
   * The network for rows of {@code words}; it has no head. Where no layer pools over the words
   * before a dense one or the head, the maximum is taken.
   */
  static Anatomy over(EmbeddedWords words, Network network, long seed) {
    if (words.vectors().length == 0) {
      throw new InvalidModel(
          "'network' stands on texts, whose words have no vectors.\n"
              + "Maybe name a file of word vectors in data.text.vectors.");
    }
    return new WordNetwork(words, network).build(seed);
  }

  static org.deeplearning4j.nn.conf.layers.Layer layer(Layer layer) {
    if (layer instanceof Layer.Convolution convolution) {
      return convolution(convolution);
    } else if (layer instanceof Layer.Pool pool) {
      return new SubsamplingLayer.Builder(
              pool.kind() == Network.Pooling.MAX
                  ? SubsamplingLayer.PoolingType.MAX
                  : SubsamplingLayer.PoolingType.AVG)
          .kernelSize(pool.kernel(), pool.kernel())
          .stride(pool.stride(), pool.stride())
          .convolutionMode(ConvolutionMode.Truncate)
          .build();
    } else if (layer instanceof Layer.Dense dense) {
      return new DenseLayer.Builder()
          .nOut(dense.units())
          .activation(activation(dense.activation()))
          .weightInit(weights(dense.activation()))
          .build();
    } else if (layer instanceof Layer.Dropout dropout) {
      return new DropoutLayer.Builder(1 - dropout.rate()).build();
    }
    return new BatchNormalization.Builder().build();
  }

  private static ConvolutionLayer convolution(Layer.Convolution convolution) {
    return new ConvolutionLayer.Builder(convolution.kernel(), convolution.kernel())
        .nOut(convolution.filters())
        .stride(convolution.stride(), convolution.stride())
        .convolutionMode(
            convolution.padding() == Network.Padding.SAME
                ? ConvolutionMode.Same
                : ConvolutionMode.Truncate)
        .activation(activation(convolution.activation()))
        .weightInit(weights(convolution.activation()))
        .build();
  }

  /** DL4J's name for {@code activation}. */
  static Activation activation(io.finesweep.engine.Activation activation) {
    return switch (activation) {
      case RELU -> Activation.RELU;
      case LEAKY_RELU -> Activation.LEAKYRELU;
      case ELU -> Activation.ELU;
      case GELU -> Activation.GELU;
      case SELU -> Activation.SELU;
      case SWISH -> Activation.SWISH;
      case TANH -> Activation.TANH;
      case SIGMOID -> Activation.SIGMOID;
      case IDENTITY -> Activation.IDENTITY;
    };
  }

  /**
   * He et al. 2015 before rectifiers, LeCun et al. 1998 before SELU, Glorot and Bengio 2010 before
   * all else.
   */
  static WeightInit weights(io.finesweep.engine.Activation activation) {
    return switch (activation) {
      case RELU, LEAKY_RELU, ELU, GELU, SWISH -> WeightInit.RELU;
      case SELU -> WeightInit.LECUN_NORMAL;
      case TANH, SIGMOID, IDENTITY -> WeightInit.XAVIER;
    };
  }
}
