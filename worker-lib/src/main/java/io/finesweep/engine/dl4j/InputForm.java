package io.finesweep.engine.dl4j;

import io.finesweep.engine.InvalidModel;
import io.finesweep.engine.dl4j.Anatomy.Node;
import java.util.Arrays;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The order in which a network wants the numbers of a row. */
enum InputForm {
  /** One after the other. */
  FLAT,
  /** Channels, height, width: as our rows are. */
  CHANNELS_FIRST,
  /** Height, width, channels: as Keras has them. */
  CHANNELS_LAST,
  /** As the row's shape says: rows that frozen layers put out. */
  AS_IT_IS;

  /** What the layers that take the input of {@code network} want, for rows of {@code shape}. */
  static InputForm of(Anatomy network, int[] shape) {
    return of(network, network.input(), shape);
  }

  /** Whether the rows of {@code network} are numbers of words. */
  static boolean isOfWords(Anatomy network) {
    return words(network) > 0;
  }

  /** How many words {@code network} knows; 0 where its rows are no numbers of words. */
  static long words(Anatomy network) {
    for (Node node : network.nodes()) {
      if (node.inputs().contains(network.input())
          && node.layer().orElse(null) instanceof EmbeddingSequenceLayer layer) {
        return layer.getNIn();
      }
    }
    return 0;
  }

  private static InputForm of(Anatomy network, String source, int[] shape) {
    for (Node node : network.nodes()) {
      if (node.inputs().contains(source)) {
        var before = node.preProcessor();
        if (before instanceof FeedForwardToCnnPreProcessor) {
          return FLAT;
        } else if (before instanceof CnnToFeedForwardPreProcessor flatten) {
          return form(flatten.getFormat());
        }
        Layer layer = node.layer().orElse(null);
        if (layer instanceof ConvolutionLayer convolution) {
          return form(convolution.getCnn2dDataFormat());
        } else if (layer instanceof SubsamplingLayer pooling) {
          return form(pooling.getCnn2dDataFormat());
        } else if (layer instanceof ZeroPaddingLayer padding) {
          return form(padding.getDataFormat());
        } else if (layer instanceof BatchNormalization norm && shape.length == 3) {
          return form(norm.getCnn2DFormat());
        } else if (layer instanceof FeedForwardLayer) {
          return FLAT;
        }
        return of(network, node.name(), shape);
      }
    }
    return shape.length == 3 ? CHANNELS_FIRST : FLAT;
  }

  private static InputForm form(CNN2DFormat format) {
    return format == CNN2DFormat.NHWC ? CHANNELS_LAST : CHANNELS_FIRST;
  }

  /** DL4J's name for rows of {@code shape} in this form. */
  InputType type(int[] shape) {
    if (this == FLAT) {
      return InputType.feedForward(Arrays.stream(shape).reduce(1, Math::multiplyExact));
    } else if (shape.length != 3) {
      throw new InvalidModel(
          "The base model takes images, but a row of the data set has the shape "
              + Arrays.toString(shape)
              + ".\nMaybe read the data as images, with channels, height and width.");
    }
    CNN2DFormat format = this == CHANNELS_LAST ? CNN2DFormat.NHWC : CNN2DFormat.NCHW;
    return InputType.convolutional(shape[1], shape[2], shape[0], format);
  }

  /**
   * {@code rows} rows of {@code shape}, channels first in {@code numbers}, as the network wants.
   */
  INDArray array(float[] numbers, int rows, int[] shape) {
    return switch (this) {
      case AS_IT_IS -> Nd4j.create(numbers, batch(rows, shape), 'c');
      case FLAT -> Nd4j.create(numbers, new long[] {rows, numbers.length / rows}, 'c');
      case CHANNELS_FIRST ->
          Nd4j.create(numbers, new long[] {rows, shape[0], shape[1], shape[2]}, 'c');
      case CHANNELS_LAST ->
          Nd4j.create(
              channelsLast(numbers, rows, shape),
              new long[] {rows, shape[1], shape[2], shape[0]},
              'c');
    };
  }

  private static long[] batch(int rows, int[] shape) {
    long[] batch = new long[shape.length + 1];
    batch[0] = rows;
    for (int i = 0; i < shape.length; i++) {
      batch[i + 1] = shape[i];
    }
    return batch;
  }

  private static float[] channelsLast(float[] numbers, int rows, int[] shape) {
    int channels = shape[0];
    int area = shape[1] * shape[2];
    float[] turned = new float[numbers.length];
    for (int row = 0; row < rows; row++) {
      int start = row * channels * area;
      for (int channel = 0; channel < channels; channel++) {
        for (int place = 0; place < area; place++) {
          turned[start + place * channels + channel] = numbers[start + channel * area + place];
        }
      }
    }
    return turned;
  }
}
