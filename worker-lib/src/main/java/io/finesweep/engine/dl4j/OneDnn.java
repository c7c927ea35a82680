package io.finesweep.engine.dl4j;

import java.lang.reflect.Field;
import java.util.Locale;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.LayerHelper;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.layers.convolution.subsampling.SubsamplingLayer;
import org.deeplearning4j.nn.layers.normalization.BatchNormalization;
import org.deeplearning4j.nn.layers.wrapper.BaseWrapperLayer;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * The convolutions, poolings and normalizations of oneDNN. DL4J 1.0.0-M2.1 knows them, but looks
 * for a class that has moved since; here they are given to the layers one by one. A layer that
 * oneDNN computes wrongly keeps DL4J's own path.
 */
final class OneDnn {

  /**
   * The system property that turns it off; the environment variable is {@code FINESWEEP_ONEDNN}.
   */
  static final String SWITCH = "finesweep.onednn";

  private OneDnn() {}

  /** Whether layers of this process compute with oneDNN. */
  static boolean isOn() {
    String told = System.getProperty(SWITCH, System.getenv().getOrDefault("FINESWEEP_ONEDNN", ""));
    return switch (told.toLowerCase(Locale.ROOT)) {
      case "", "on", "true" -> isThere();
      case "off", "false" -> false;
      default ->
          throw new IllegalStateException(
              "FINESWEEP_ONEDNN is '" + told + "'; it must be on or off.\nMaybe leave it out: on.");
    };
  }

  /** It is in ND4J's natives for x86-64 only, and there in some builds only. */
  private static boolean isThere() {
    return Nd4j.getEnvironment().isCPU()
        && NativeOpsHolder.getInstance().getDeviceNativeOps().buildInfo().contains("HAVE_ONEDNN");
  }

  /** Lets each layer of {@code graph} that can compute with oneDNN do so, if it is on. */
  static void giveTo(ComputationGraph graph) {
    if (isOn()) {
      for (Layer layer : graph.getLayers()) {
        giveTo(layer);
      }
    }
  }

  /** Lets {@code layer}, or what it wraps, compute with oneDNN if it can. */
  static void giveTo(Layer layer) {
    if (layer instanceof BaseWrapperLayer wrapper) {
      giveTo(wrapper.getUnderlying());
    } else if (layer.getClass() == ConvolutionLayer.class) {
      set(ConvolutionLayer.class, layer, new DenseOneDnn.Convolution());
    } else if (layer.getClass() == SubsamplingLayer.class && canPool((SubsamplingLayer) layer)) {
      set(SubsamplingLayer.class, layer, new DenseOneDnn.Pooling());
    } else if (layer.getClass() == BatchNormalization.class
        && canNormalize((BatchNormalization) layer)) {
      set(BatchNormalization.class, layer, new DenseOneDnn.Normalization());
    }
  }

  /** An average that counts padding gets a wrong gradient, sum and norm are not there at all. */
  private static boolean canPool(SubsamplingLayer layer) {
    var pooling = layer.layerConf();
    boolean pads =
        pooling.getConvolutionMode() == ConvolutionMode.Same
            || pooling.getPadding()[0] != 0
            || pooling.getPadding()[1] != 0;
    return pooling.getPoolingType() == PoolingType.MAX
        || (pooling.getPoolingType() == PoolingType.AVG
            && !(pads && pooling.isAvgPoolIncludePadInDivisor()));
  }

  private static boolean canNormalize(BatchNormalization layer) {
    return !layer.layerConf().isLockGammaBeta();
  }

  private static void set(Class<?> type, Layer layer, LayerHelper helper) {
    try {
      Field field = type.getDeclaredField("helper");
      field.setAccessible(true);
      field.set(layer, helper);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("DL4J 1.0.0-M2.1 has such a field in " + type + ".", e);
    }
  }
}
