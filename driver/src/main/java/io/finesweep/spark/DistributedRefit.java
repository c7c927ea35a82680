package io.finesweep.spark;

import io.finesweep.engine.dl4j.DataParallel;
import io.finesweep.fold.FinalModel;
import io.finesweep.fold.FoldRunner;
import io.finesweep.fold.RefitResult;
import io.finesweep.fold.RefitRows;
import io.finesweep.fold.RefitTask;
import io.finesweep.fold.SharedRefit;
import io.finesweep.metric.Predictions;
import io.finesweep.trial.EpochScore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.spark.api.RDDTrainingApproach;
import org.deeplearning4j.spark.api.Repartition;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingMaster;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * A refit in which all slots train at once, each on rows of its own, while DL4J's Spark integration
 * averages their weights every few steps (parameter averaging, McDonald et al. 2010). Executors
 * read the rows themselves. Where some are lost, the steps since the last average are taken again.
 */
final class DistributedRefit {

  /** Steps from one average to the next: DL4J's documentation advises 5 to 10. */
  private static final int STEPS = 5;

  private final JavaSparkContext context;
  private final RefitTask task;
  private final int processes;
  private final int retries;

  /**
   * @param processes among which the rows are dealt out
   * @param retries how often steps are taken again whose executors were lost
   */
  DistributedRefit(JavaSparkContext context, RefitTask task, int processes, int retries) {
    this.context = context;
    this.task = task;
    this.processes = processes;
    this.retries = retries;
  }

  /**
   * Trains, measures the model on the test set, whose rows are dealt out too, and saves it.
   *
   * @throws InterruptedException if this thread is interrupted
   */
  RefitResult run() throws IOException, InterruptedException {
    SharedRefit refit = new FoldRunner(HadoopSettings.here(), "driver").shared(task);
    RefitRows rows = refit.rows();
    try (DataParallel parallel =
        DataParallel.begin(rows.recipe(), rows.baseModel(), rows.training(), rows.seed())) {
      List<EpochScore> epochs = new ArrayList<>();
      while (epochs.size() < refit.epochs()) {
        long begun = System.nanoTime();
        double loss = epoch(parallel, rows, epochs.size());
        if (!Double.isFinite(loss)) {
          return new RefitResult.Diverged(epochs.size() + 1, refit.usage());
        }
        long milliseconds = (System.nanoTime() - begun) / 1_000_000;
        epochs.add(new EpochScore(epochs.size() + 1, loss, new TreeMap<>(), milliseconds));
      }
      ByteArrayOutputStream saved = new ByteArrayOutputStream();
      parallel.save(saved);
      FinalModel model = refit.model(saved.toByteArray());
      return refit.finish(model, epochs, predictions(model), processes);
    }
  }

  private ParameterAveragingTrainingMaster master(RefitRows rows, int step) {
    int batch = DataParallel.batchSize(rows.recipe(), processes);
    return new ParameterAveragingTrainingMaster.Builder(processes, batch)
        .batchSizePerWorker(batch)
        .averagingFrequency(STEPS)
        .workerPrefetchNumBatches(0) // it would draw on a thread of its own
        .rddTrainingApproach(RDDTrainingApproach.Direct)
        .repartionData(Repartition.Never)
        .storageLevel(
            null) // tasks would wait for the executor that kept them, also where it is gone
        .rngSeed(rows.seed())
        .trainingHooks(List.of(new Equipment(task.fineTuning(), rows.seed(), step)))
        .build();
  }

  /** The mean of the losses that the averages had. */
  private double epoch(DataParallel parallel, RefitRows rows, int epoch)
      throws InterruptedException {
    int most = (rows.training().size() + processes - 1) / processes;
    int batch = DataParallel.batchSize(rows.recipe(), processes);
    int batches = (most + batch - 1) / batch;
    double sum = 0;
    int averages = 0;
    for (int from = 0; from < batches; from += STEPS) {
      int steps = Math.min(STEPS, batches - from);
      ParameterAveragingTrainingMaster master = master(rows, epoch * batches + from);
      SparkComputationGraph graph = new SparkComputationGraph(context, parallel.graph(), master);
      fit(graph, new Steps(task, processes, parallel.form(), epoch, from, steps));
      sum += graph.getScore();
      averages++;
    }
    return sum / averages;
  }

  private void fit(SparkComputationGraph graph, Steps steps) throws InterruptedException {
    for (int attempt = 0; ; attempt++) {
      JavaRDD<MultiDataSet> batches = parts().mapPartitionsWithIndex(steps, true);
      try {
        graph.fitMultiDataSet(batches);
        return;
      } catch (Exception e) { // Spark throws checked ones that it does not declare
        giveUp(e, attempt);
      }
    }
  }

  private void giveUp(Exception thrown, int attempt) throws InterruptedException {
    if (thrown instanceof InterruptedException || Thread.currentThread().isInterrupted()) {
      throw new InterruptedException("The refit was cancelled.");
    } else if (context.sc().isStopped()) {
      throw new ClusterUnavailable(ClusterUnavailable.ENDED, thrown);
    } else if (attempt >= retries || !(thrown instanceof SparkException)) {
      throw new IllegalStateException(thrown);
    }
  }

  private JavaRDD<Integer> parts() {
    return context.parallelize(IntStream.range(0, processes).boxed().toList(), processes);
  }

  /** What the model says of the test set: each process predicts a part. */
  private Predictions predictions(FinalModel model) throws IOException, InterruptedException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    model.write(file);
    Broadcast<byte[]> sent = context.broadcast(file.toByteArray());
    try {
      for (int attempt = 0; ; attempt++) {
        try {
          return Predictions.joined(
              parts().map(new TestPart(task, processes, sent)).collect().stream()
                  .map(bytes -> TestPart.read(bytes))
                  .toList());
        } catch (Exception e) { // Spark throws checked ones that it does not declare
          giveUp(e, attempt);
        }
      }
    } finally {
      sent.destroy(false);
    }
  }
}
