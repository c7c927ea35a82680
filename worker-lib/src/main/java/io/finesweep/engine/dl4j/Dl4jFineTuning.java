package io.finesweep.engine.dl4j;

import io.finesweep.data.Examples;
import io.finesweep.engine.FineTuning;
import io.finesweep.engine.Optimizer;
import io.finesweep.engine.Recipe;
import io.finesweep.metric.Predictions;
import io.finesweep.trial.Seeds;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Set;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A DL4J graph being fine-tuned. Each epoch has random streams of its own, so that its numbers do
 * not depend on where training was resumed.
 */
final class Dl4jFineTuning implements FineTuning {

  private final Started started;
  private final Examples training;
  private final Batches batches;
  private final Seeds seeds;
  private final Thawing thawing;
  private final Anchor anchor;
  private final Average average;
  private final Gauge gauge;
  private final Optimizer optimizer;
  private ComputationGraph graph;
  private Set<String> resting = Set.of();
  private int epochs;

  Dl4jFineTuning(Started started, List<Examples> variants, Recipe recipe, Seeds seeds) {
    this.started = started;
    this.graph = started.graph();
    this.training = variants.get(0);
    this.batches = new Batches(variants, recipe, seeds);
    this.seeds = seeds;
    this.thawing = Thawing.of(recipe.transfer().unfreezing(), started.cut());
    this.anchor = Anchor.of(recipe.transfer().l2Sp(), graph, started.cut());
    this.average = new Average(recipe, graph);
    this.gauge = new Gauge(recipe.descent().clipping(), anchor);
    this.optimizer = recipe.descent().optimizer().rule();
    equip();
    thaw();
  }

  private void equip() {
    DenseOnce.giveTo(graph);
    Rectifier.giveTo(graph);
    ArrayUpdater.giveTo(graph, optimizer);
    graph.setListeners(gauge);
  }

  /** Brings the graph to where it is after the epochs seen. */
  private void thaw() {
    Set<String> wanted = thawing.resting(epochs);
    if (!wanted.equals(resting)) {
      graph = thawing.rebuilt(graph, wanted);
      equip();
      resting = wanted;
    }
  }

  /** Goes on where {@code checkpoint} was written. */
  void resume(InputStream checkpoint) throws IOException {
    DataInputStream data = new DataInputStream(checkpoint);
    epochs = CheckpointFile.readEpochs(data);
    thaw();
    CheckpointFile.read(data, epochs, graph, average);
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
    average.afterEpoch(graph, epochs);
    thaw();
    return sum / epoch.size();
  }

  private void step(Batches.Epoch epoch, int rows) {
    int outputs = training.targets().names().size();
    float[] features = new float[rows * training.width()];
    float[] labels = new float[rows * outputs];
    epoch.take(features, labels);
    INDArray input = started.form().array(features, rows, training.shape());
    INDArray wanted = Nd4j.create(labels, new long[] {rows, outputs}, 'c');
    graph.fit(new INDArray[] {input}, new INDArray[] {wanted});
    average.afterStep(graph);
  }

  @Override
  public Predictions predict(Examples examples) {
    return Average.unchecked(
        () -> withTheMean(() -> new Dl4jPredictor(graph, started.form()).predict(examples)));
  }

  /** Does {@code action} with the weights that are to predict. */
  private <T extends @Nullable Object> T withTheMean(Average.Action<T> action) throws IOException {
    return average.hasBegun(epochs) ? average.during(graph, action) : action.run();
  }

  @Override
  public void checkpoint(OutputStream out) throws IOException {
    CheckpointFile.write(graph, epochs, average, out);
  }

  @Override
  public void save(OutputStream out) throws IOException {
    withTheMean(
        () -> {
          started.ending().write(graph, out);
          return graph;
        });
  }

  @Override
  public void close() {
    average.close();
    anchor.close();
    Dl4jPredictor.free(graph);
  }
}
