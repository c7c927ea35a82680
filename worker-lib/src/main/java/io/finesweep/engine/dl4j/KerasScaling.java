package io.finesweep.engine.dl4j;

import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.modelimport.keras.KerasLayer;
import org.deeplearning4j.nn.modelimport.keras.exceptions.InvalidKerasConfigurationException;
import org.deeplearning4j.nn.modelimport.keras.exceptions.UnsupportedKerasConfigurationException;
import org.deeplearning4j.nn.modelimport.keras.utils.KerasLayerUtils;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Keras' Rescaling and Normalization, channel by channel: DL4J's batch normalization whose
 * statistics never move ({@code decay} is 1), so that a saved model needs DL4J alone. DL4J's import
 * makes it, hence public.
 */
public final class KerasScaling extends KerasLayer {

  /** What batch normalization adds to a variance. */
  private static final double EPSILON = 1e-5;

  private final Map<String, Object> settings;

  /**
   * For one layer.
   *
   * @param layerConfig as Keras wrote it
   */
  public KerasScaling(Map<String, Object> layerConfig)
      throws InvalidKerasConfigurationException, UnsupportedKerasConfigurationException {
    super(layerConfig, false);
    settings = KerasLayerUtils.getInnerLayerConfigFromConfig(layerConfig, conf);
    layer =
        new BatchNormalization.Builder()
            .name(layerName)
            .decay(1)
            .eps(EPSILON)
            .useLogStd(false)
            .dataFormat(CNN2DFormat.NHWC)
            .build();
  }

  /** Whether {@code layer} scales and shifts by numbers that never change, in training either. */
  static boolean isOne(@Nullable Layer layer) {
    return layer instanceof BatchNormalization norm && norm.getDecay() == 1;
  }

  @Override
  public int getNumParams() {
    return 4;
  }

  @Override
  public InputType getOutputType(InputType... inputs) {
    return inputs[0];
  }

  /** Takes a Normalization's {@code mean} and {@code variance}. */
  @Override
  public void setWeights(Map<String, INDArray> read) {
    weights = read;
  }

  @Override
  public void copyWeightsToLayer(org.deeplearning4j.nn.api.Layer into) {
    long channels = into.getParam("gamma").length();
    INDArray factor;
    INDArray offset;
    if (className.equals("Rescaling")) {
      factor = numbers("scale", 1, channels);
      offset = numbers("offset", 0, channels);
    } else {
      INDArray mean = statistic("mean", 0, channels);
      INDArray variance = statistic("variance", 1, channels);
      factor = Nd4j.create(channels);
      offset = Nd4j.create(channels);
      boolean invert = Boolean.TRUE.equals(settings.get("invert"));
      for (int i = 0; i < channels; i++) {
        double deviation = Math.max(Math.sqrt(variance.getDouble(i)), 1e-7);
        factor.putScalar(i, invert ? deviation : 1 / deviation);
        offset.putScalar(i, invert ? mean.getDouble(i) : -mean.getDouble(i) / deviation);
      }
    }
    into.setParam("gamma", factor.reshape(1, channels));
    into.setParam("beta", offset.reshape(1, channels));
    into.setParam("mean", Nd4j.zeros(1, channels));
    into.setParam("var", Nd4j.valueArrayOf(new long[] {1, channels}, 1 - EPSILON));
  }

  private INDArray statistic(String name, double otherwise, long channels) {
    if (weights != null && weights.containsKey(name)) {
      INDArray read = weights.get(name).reshape(-1);
      return read.length() == channels ? read : Nd4j.valueArrayOf(channels, read.getDouble(0));
    }
    Object given = settings.get(name) == null ? settings.get("input_" + name) : settings.get(name);
    return numbers(given, otherwise, channels);
  }

  private INDArray numbers(String key, double otherwise, long channels) {
    return numbers(settings.get(key), otherwise, channels);
  }

  /** One number for all channels, or a list of one for each, lists in lists or not. */
  private static INDArray numbers(@Nullable Object given, double otherwise, long channels) {
    Object inner = given;
    while (inner instanceof List<?> list && list.size() == 1) {
      inner = list.get(0);
    }
    double[] numbers = new double[Math.toIntExact(channels)];
    for (int i = 0; i < numbers.length; i++) {
      Object one = inner instanceof List<?> list ? list.get(i) : inner;
      numbers[i] = one instanceof Number number ? number.doubleValue() : otherwise;
    }
    return Nd4j.createFromArray(numbers).castTo(org.nd4j.linalg.api.buffer.DataType.FLOAT);
  }
}
