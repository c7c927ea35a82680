package io.finesweep.engine.dl4j;

import io.finesweep.data.Examples;
import io.finesweep.engine.FineTuning;
import io.finesweep.engine.Passes;
import io.finesweep.engine.Recipe;
import io.finesweep.metric.Predictions;
import io.finesweep.trial.Seeds;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.random.RandomGenerator;
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
  private final Passes passes;
  private final Labels wanted;
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
    this.passes = recipe.passes();
    this.wanted = new Labels(training.targets(), recipe.regularization().labelSmoothing());
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
    int[] order = RowOrder.shuffled(training.size(), seeds.generator("order", epochs));
    RandomGenerator changes = seeds.generator("augmentation", epochs);
    double sum = 0;
    for (int from = 0; from < order.length; from += passes.batchSize()) {
      betweenBatches.run();
      int rows = Math.min(passes.batchSize(), order.length - from);
      INDArray input = form.array(features(order, from, rows, changes), rows, training.shape());
      graph.fit(new INDArray[] {input}, new INDArray[] {labels(order, from, rows)});
      sum += gauge.loss() * rows;
      if (!Double.isFinite(sum)) {
        epochs++;
        return sum;
      }
    }
    graph.incrementEpochCount();
    epochs++;
    return sum / order.length;
  }

  private float[] features(int[] order, int from, int rows, RandomGenerator changes) {
    int width = training.width();
    float[] features = new float[rows * width];
    float[] row = new float[width];
    for (int i = 0; i < rows; i++) {
      training.copy(order[from + i], row, 0);
      if (!passes.augmentation().isEmpty()) {
        passes.augmentation().apply(row, training.shape(), changes);
      }
      System.arraycopy(row, 0, features, i * width, width);
    }
    return features;
  }

  private INDArray labels(int[] order, int from, int rows) {
    int columns = training.targets().names().size();
    float[] labels = new float[rows * columns];
    for (int i = 0; i < rows; i++) {
      wanted.copy(order[from + i], labels, i * columns);
    }
    return Nd4j.create(labels, new long[] {rows, columns}, 'c');
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
