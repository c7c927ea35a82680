package io.finesweep.engine.dl4j;

import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.Subsampling1DLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;
import org.jspecify.annotations.Nullable;

/**
 * Turns layers that go along words: Keras has [rows, words, channels], in which DL4J cannot train
 * convolutions; it can where the words come last.
 */
final class KerasWords {

  private KerasWords() {}

  /**
   * Turns {@code network} if it has convolutions along words, and nothing that cannot be turned.
   */
  static void turn(Anatomy network) {
    List<Layer> layers =
        network.nodes().stream()
            .map(node -> node.layer().map(KerasWords::inner).orElse(null))
            .toList();
    if (layers.stream().anyMatch(Convolution1DLayer.class::isInstance)
        && layers.stream().allMatch(KerasWords::turns)) {
      layers.forEach(KerasWords::turn);
    }
  }

  private static Layer inner(Layer layer) {
    return layer instanceof BaseWrapperLayer wrapper ? inner(wrapper.getUnderlying()) : layer;
  }

  private static boolean turns(@Nullable Layer layer) {
    return layer instanceof Convolution1DLayer
        || layer instanceof Subsampling1DLayer
        || layer instanceof BaseRecurrentLayer
        || layer instanceof Bidirectional
        || layer instanceof EmbeddingSequenceLayer
        || (layer instanceof GlobalPoolingLayer pool && pool.isCollapseDimensions())
        || layer instanceof DenseLayer
        || layer instanceof ActivationLayer
        || layer instanceof DropoutLayer;
  }

  private static void turn(Layer layer) {
    if (layer instanceof Bidirectional both) {
      turn(both.getFwd());
      turn(both.getBwd());
    } else if (layer instanceof Convolution1DLayer convolution) {
      convolution.setRnnDataFormat(RNNFormat.NCW);
    } else if (layer instanceof Subsampling1DLayer pooling) {
      pooling.setCnn2dDataFormat(CNN2DFormat.NCHW);
    } else if (layer instanceof BaseRecurrentLayer recurrent) {
      recurrent.setRnnDataFormat(RNNFormat.NCW);
    } else if (layer instanceof EmbeddingSequenceLayer embedding) {
      embedding.setOutputFormat(RNNFormat.NCW);
    } else if (layer instanceof GlobalPoolingLayer pool
        && Arrays.equals(pool.getPoolingDimensions(), new int[] {1})) {
      pool.setPoolingDimensions(new int[] {2});
    }
  }
}
