package io.finesweep.fold;

import io.finesweep.engine.Engine;
import io.finesweep.engine.TestTimeAugmentation;
import io.finesweep.metric.Metric;
import io.finesweep.metric.Metrics;
import io.finesweep.metric.Predictions;
import io.finesweep.trial.Blob;
import io.finesweep.trial.EpochScore;
import io.finesweep.trial.Usage;
import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A refit whose work several processes share: what each of them needs to do its part. */
public final class SharedRefit {

  private final RefitTask task;
  private final Engine engine;
  private final Work work;
  private final List<Metric> metrics;
  private final Materials.Parted parted;
  private final Materials materials;
  private final Storage storage;
  private final Meter meter;

  SharedRefit(
      RefitTask task,
      Engine engine,
      Work work,
      List<Metric> metrics,
      Materials.Parted parted,
      Materials materials,
      Storage storage,
      Meter meter) {
    this.task = task;
    this.engine = engine;
    this.work = work;
    this.metrics = metrics;
    this.parted = parted;
    this.materials = materials;
    this.storage = storage;
    this.meter = meter;
  }

  /** What is trained on, the same in each process. */
  public RefitRows rows() throws IOException {
    return materials.refitRows(task, work);
  }

  /** How many epochs to train. */
  public int epochs() {
    return Math.min(task.run().epochs(), work.recipe().epochs());
  }

  /** What engine and preprocessing make of a trained model, {@code saved} by the engine. */
  public FinalModel model(byte[] saved) throws IOException {
    FinalModel.Description description = FinalModel.describe(engine, parted.data());
    return new FinalModel(description, rows().preprocessing(), List.of(saved))
        .viewing(TestTimeAugmentation.within(task.fineTuning()));
  }

  /** What {@code model} says of one of so many parts of the test set. */
  public Predictions predictions(FinalModel model, int part, int parts) throws IOException {
    TestRows test = TestRows.some(parted.data(), parted.split().test()).part(part, parts);
    try (FinalModel.Opened opened = model.open()) {
      return test.predictions(opened);
    }
  }

  /**
   * Measures and saves what was trained.
   *
   * @param epochs those trained
   * @param test what the model says of all rows of the test set
   * @param slots how many trained it
   */
  public RefitResult finish(FinalModel model, List<EpochScore> epochs, Predictions test, int slots)
      throws IOException {
    if (!Evaluation.isFinite(test)) {
      return new RefitResult.Diverged(epochs.size(), usage());
    }
    Blob blob = storage.write(task.experiment().folder(), task.path(), model::write);
    SortedMap<String, Double> measured = new TreeMap<>();
    int[] rows = parted.split().test();
    if (rows.length > 0) {
      measured.putAll(Metrics.of(test, metrics));
      measured.putAll(
          new CostMeter(
                  engine,
                  model.preprocessing(),
                  parted.data(),
                  rows,
                  work.recipe().finish().testTimeAugmentation())
              .of(model.model(), metrics));
    }
    return new RefitResult.Refitted(epochs, measured, blob, slots, usage());
  }

  /** Where and since when this process shares the work. */
  public Usage usage() {
    return meter.usage();
  }
}
