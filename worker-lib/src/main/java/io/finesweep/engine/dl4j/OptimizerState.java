package io.finesweep.engine.dl4j;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.deeplearning4j.nn.updater.UpdaterBlock.ParamState;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What an optimizer remembers of each parameter. DL4J keeps it for blocks of parameters that learn
 * alike: in a block, the first number of all parameters, then the second.
 *
 * @param byParameter of each layer's parameter, its numbers one kind after the other
 */
record OptimizerState(Map<String, float[][]> byParameter) {

  /** That of {@code graph}. */
  static OptimizerState of(ComputationGraph graph) {
    Map<String, float[][]> state = new HashMap<>();
    float[] all = numbers(graph);
    for (UpdaterBlock block : graph.getUpdater(true).getUpdaterBlocks()) {
      for (ParamState parameter : block.getLayersAndVariablesInBlock()) {
        float[][] kinds = new float[kinds(block)][];
        for (int kind = 0; kind < kinds.length; kind++) {
          int start = start(block, parameter, kind);
          kinds[kind] = Arrays.copyOfRange(all, start, start + length(parameter));
        }
        state.put(name(parameter), kinds);
      }
    }
    return new OptimizerState(state);
  }

  /** Puts it into {@code graph}, whose other parameters keep the state that they begin with. */
  void giveTo(ComputationGraph graph) {
    INDArray array = graph.getUpdater(true).getStateViewArray();
    if (array == null) {
      return;
    }
    float[] all = numbers(graph);
    for (UpdaterBlock block : graph.getUpdater(true).getUpdaterBlocks()) {
      for (ParamState parameter : block.getLayersAndVariablesInBlock()) {
        float[][] known = byParameter.getOrDefault(name(parameter), new float[0][]);
        for (int kind = 0; kind < Math.min(known.length, kinds(block)); kind++) {
          System.arraycopy(known[kind], 0, all, start(block, parameter, kind), length(parameter));
        }
      }
    }
    array.assign(Nd4j.create(all, array.shape(), 'c'));
  }

  private static float[] numbers(ComputationGraph graph) {
    INDArray array = graph.getUpdater(true).getStateViewArray();
    return array == null ? new float[0] : array.dup('c').data().asFloat();
  }

  private static String name(ParamState parameter) {
    return parameter.getLayer().getConfig().getLayerName() + " " + parameter.getParamName();
  }

  private static int kinds(UpdaterBlock block) {
    return (block.getUpdaterViewOffsetEnd() - block.getUpdaterViewOffsetStart()) / length(block);
  }

  private static int start(UpdaterBlock block, ParamState parameter, int kind) {
    return block.getUpdaterViewOffsetStart()
        + kind * length(block)
        + parameter.getParamOffsetStart()
        - block.getParamOffsetStart();
  }

  private static int length(UpdaterBlock block) {
    return block.getParamOffsetEnd() - block.getParamOffsetStart();
  }

  private static int length(ParamState parameter) {
    return parameter.getParamOffsetEnd() - parameter.getParamOffsetStart();
  }
}
