package io.finesweep.fold;

import io.finesweep.data.Examples;
import io.finesweep.engine.FineTuning;
import io.finesweep.metric.Predictions;
import java.io.IOException;
import java.io.OutputStream;

/** A model being fine-tuned that ends early where a watch says so. */
record WatchedFineTuning(FineTuning tuned, Watch watch) implements FineTuning {

  @Override
  public int epochs() {
    return tuned.epochs();
  }

  @Override
  public boolean isOver() {
    return watch.isOver();
  }

  @Override
  public double trainEpoch(Runnable betweenBatches) {
    double loss = tuned.trainEpoch(betweenBatches);
    watch.look(tuned);
    return loss;
  }

  @Override
  public Predictions predict(Examples examples) {
    return tuned.predict(examples);
  }

  @Override
  public void checkpoint(OutputStream out) throws IOException {
    watch.write(out);
    tuned.checkpoint(out);
  }

  @Override
  public void save(OutputStream out) throws IOException {
    tuned.save(out);
  }

  @Override
  public void close() {
    tuned.close();
  }
}
