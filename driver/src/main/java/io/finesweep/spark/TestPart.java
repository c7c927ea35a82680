package io.finesweep.spark;

import io.finesweep.fold.FinalModel;
import io.finesweep.fold.RefitTask;
import io.finesweep.metric.Predictions;
import io.finesweep.metric.PredictionsFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;

/** The Spark task that predicts one part of the test set. */
record TestPart(RefitTask task, int parts, Broadcast<byte[]> model)
    implements Function<Integer, byte[]> {

  @Override
  public byte[] call(Integer part) throws ExecutionException {
    try {
      return EngineThreads.call(() -> predict(part), TaskContext.get()::isInterrupted);
    } catch (InterruptedException e) {
      throw new TaskKilledException("cancelled");
    }
  }

  private byte[] predict(int part) throws IOException {
    FinalModel opened = FinalModel.read(new ByteArrayInputStream(model.value()));
    Predictions said = ThisExecutor.foldRunner().shared(task).predictions(opened, part, parts);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PredictionsFile.write(bytes, IntStream.range(0, said.size()).toArray(), said);
    return bytes.toByteArray();
  }

  /** What {@link #call} returned. */
  static Predictions read(byte[] bytes) {
    try {
      return PredictionsFile.read(new ByteArrayInputStream(bytes)).predictions();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
