package io.finesweep.engine.dl4j;

import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.modelimport.keras.KerasLayer;
import org.deeplearning4j.nn.modelimport.keras.exceptions.InvalidKerasConfigurationException;
import org.deeplearning4j.nn.modelimport.keras.exceptions.UnsupportedKerasConfigurationException;
import org.deeplearning4j.nn.modelimport.keras.utils.KerasLayerUtils;

/**
 * Multiplies all by one number, or adds one to all, and lets gradients through. DL4J's import makes
 * it, hence public.
 */
public final class KerasArithmetic extends KerasLayer {

  /** What is no name of a class in Python. */
  static final String TIMES = "times a number";

  static final String PLUS = "plus a number";

  /**
   * For one layer.
   *
   * @param layerConfig its kind, and its {@code number}
   */
  public KerasArithmetic(Map<String, Object> layerConfig)
      throws InvalidKerasConfigurationException, UnsupportedKerasConfigurationException {
    super(layerConfig, false);
    Map<String, Object> settings = KerasLayerUtils.getInnerLayerConfigFromConfig(layerConfig, conf);
    double number = ((Number) Objects.requireNonNull(settings.get("number"))).doubleValue();
    vertex = className.equals(TIMES) ? new ScaleVertex(number) : new ShiftVertex(number);
  }

  @Override
  public InputType getOutputType(InputType... inputs) {
    return inputs[0];
  }
}
