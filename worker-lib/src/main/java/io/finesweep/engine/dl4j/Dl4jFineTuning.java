package io.finesweep.engine.dl4j;

import io.finesweep.data.Examples;
import io.finesweep.engine.FineTuning;
import io.finesweep.engine.Recipe;
import io.finesweep.metric.Predictions;
import io.finesweep.trial.Seeds;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A DL4J graph being fine-tuned. Each epoch has random streams of its own, so that its numbers do
 * not depend on where training was resumed.
 */
final class Dl4jFineTuning implements FineTuning {

  private final ComputationGraph graph;
  private final InputForm form;
  private final Examples training;
  private final Batches batches;
  private final Seeds seeds;
  private final Gauge gauge;
  private final Dl4jPredictor predictor;
  private final Ending ending;
  private int epochs;

  Dl4jFineTuning(
      ComputationGraph graph,
      InputForm form,
      Examples training,
      Recipe recipe,
      Seeds seeds,
      Ending ending) {
    this.graph = graph;
    this.form = form;
    this.training = training;
    this.batches = new Batches(training, recipe, seeds);
    this.seeds = seeds;
    this.ending = ending;
    this.gauge = new Gauge(recipe.descent().clipping());
    this.predictor = new Dl4jPredictor(graph, form);
    graph.setListeners(gauge);
  }

  /** Goes on where {@code checkpoint} was written. */
  void resume(InputStream checkpoint) throws IOException {
    epochs = CheckpointFile.read(graph, checkpoint);
  }

  @Override
  public int epochs() {
    return epochs;
  }

  @Override
  public double trainEpoch(Runnable betweenBatches) {
    Nd4j.getRandom().setSeed(seeds.seed("dropout", epochs));
    Batches.Epoch epoch = batches.epoch(epochs);
    double sum = 0;
    for (int rows = epoch.next(); rows > 0; rows = epoch.next()) {
      betweenBatches.run();
      step(epoch, rows);
      sum += gauge.loss() * rows;
      if (!Double.isFinite(sum)) {
        epochs++;
        return sum;
      }
    }
    graph.incrementEpochCount();
    epochs++;
    return sum / epoch.size();
  }

  private void step(Batches.Epoch epoch, int rows) {
    int outputs = training.targets().names().size();
    float[] features = new float[rows * training.width()];
    float[] labels = new float[rows * outputs];
    epoch.take(features, labels);
    INDArray input = form.array(features, rows, training.shape());
    INDArray wanted = Nd4j.create(labels, new long[] {rows, outputs}, 'c');
    graph.fit(new INDArray[] {input}, new INDArray[] {wanted});
  }

  @Override
  public Predictions predict(Examples examples) {
    return predictor.predict(examples);
  }

  @Override
  public void checkpoint(OutputStream out) throws IOException {
    CheckpointFile.write(graph, epochs, out);
  }

  @Override
  public void save(OutputStream out) throws IOException {
    ending.write(out);
  }

  @Override
  public void close() {
    predictor.close();
  }
}
