package io.finesweep.engine.dl4j;

import io.finesweep.engine.Optimizer;
import java.nio.FloatBuffer;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * An updater of ND4J whose steps are computed by an {@link UpdateRule}, piece by piece in arrays
 * that stay in the processor's cache: the same numbers to the last bit, in a quarter of the time,
 * for the JVM computes the rules with vector instructions and ND4J's natives do not. The state
 * stays in ND4J's own array.
 */
final class ArrayUpdater implements GradientUpdater<IUpdater> {

  private final GradientUpdater<?> updater;
  private final INDArray state;
  private final Optimizer optimizer;
  private final float[] gradients = new float[Pieces.SIZE];
  private final UpdateRule rule;

  private ArrayUpdater(GradientUpdater<?> updater, INDArray state, Optimizer optimizer) {
    this.updater = updater;
    this.state = state;
    this.optimizer = optimizer;
    this.rule = UpdateRule.of(optimizer, Pieces.SIZE);
  }

  /** Lets {@code graph}, which learns by {@code optimizer}, take its steps like this. */
  static void giveTo(ComputationGraph graph, Optimizer optimizer) {
    Class<?> kind = Tuning.untimed(optimizer, 0).getClass();
    for (UpdaterBlock block : graph.getUpdater(true).getUpdaterBlocks()) {
      INDArray state = block.getUpdaterView();
      if (block.getGradientUpdater().getConfig().getClass() == kind
          && state != null
          && Pieces.canBeMadeOf(state)) {
        block.setGradientUpdater(new ArrayUpdater(block.getGradientUpdater(), state, optimizer));
      }
    }
  }

  @Override
  public void applyUpdater(INDArray gradient, int iteration, int epoch) {
    if (!Pieces.canBeMadeOf(gradient)) {
      updater.applyUpdater(gradient, iteration, epoch);
      return;
    }
    double rate = updater.getConfig().getLearningRate(iteration, epoch);
    FloatBuffer all = Pieces.numbers(gradient);
    FloatBuffer states = Pieces.numbers(state);
    int length = all.capacity();
    for (int start = 0; start < length; start += Pieces.SIZE) {
      int size = Math.min(Pieces.SIZE, length - start);
      all.get(start, gradients, 0, size);
      int from = start;
      for (float[] kind : rule.states()) {
        states.get(from, kind, 0, size);
        from += length;
      }
      rule.apply(gradients, size, rate, iteration);
      all.put(start, gradients, 0, size);
      from = start;
      for (float[] kind : rule.states()) {
        states.put(from, kind, 0, size);
        from += length;
      }
    }
  }

  @Override
  public IUpdater getConfig() {
    return updater.getConfig();
  }

  @Override
  public void setState(Map<String, INDArray> state, boolean initialize) {
    updater.setState(state, initialize);
  }

  @Override
  public Map<String, INDArray> getState() {
    return updater.getState();
  }

  @Override
  public void setStateViewArray(INDArray view, long[] shape, char order, boolean initialize) {
    throw new UnsupportedOperationException("The state of " + optimizer + " stays where it is.");
  }
}
