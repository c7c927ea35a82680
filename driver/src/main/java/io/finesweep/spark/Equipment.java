package io.finesweep.spark;

import io.finesweep.engine.Recipe;
import io.finesweep.engine.dl4j.DataParallel;
import io.finesweep.trial.Seeds;
import io.finesweep.trial.Settings;
import org.apache.spark.TaskContext;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.spark.api.TrainingHook;
import org.nd4j.linalg.dataset.api.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Makes the copy of a graph that an executor has just got train as it would in a refit alone.
 *
 * @param step how many steps were taken before: DL4J's copies of a configuration forget it, and
 *     with it where schedules and optimizers are
 */
record Equipment(Settings fineTuning, long seed, int step) implements TrainingHook {

  @Override
  public void preUpdate(MultiDataSet batch, Model model) {
    ComputationGraph graph = (ComputationGraph) model;
    if (graph.getListeners().isEmpty()) {
      DataParallel.equip(graph, Recipe.of(fineTuning));
      graph.getConfiguration().setIterationCount(step);
    }
    int now = graph.getConfiguration().getIterationCount();
    Nd4j.getRandom().setSeed(new Seeds(seed).seed("dropout", TaskContext.getPartitionId(), now));
  }

  @Override
  public void preUpdate(DataSet batch, Model model) {}

  @Override
  public void postUpdate(MultiDataSet batch, Model model) {}

  @Override
  public void postUpdate(DataSet batch, Model model) {}
}
