package io.finesweep.spark;

import io.finesweep.fold.RefitResult;
import io.finesweep.fold.RefitTask;
import io.finesweep.trial.Failure;
import io.finesweep.trial.Usage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;

/** Trains configurations on all rows but the test set's, each as a Spark task of its own. */
public final class SparkRefits {

  private static final int ATTEMPTS = 3;

  private final JavaSparkContext context;

  public SparkRefits(SparkApplication application) {
    this.context = application.context();
  }

  /**
   * Runs all of {@code tasks} beside each other; results are in their order. One whose executor is
   * lost runs again, three times at most.
   */
  public List<RefitResult> run(List<RefitTask> tasks) throws InterruptedException {
    List<JavaFutureAction<List<byte[]>>> jobs = new ArrayList<>();
    for (RefitTask task : tasks) {
      jobs.add(submit(task));
    }
    List<RefitResult> results = new ArrayList<>();
    try {
      for (int i = 0; i < jobs.size(); i++) {
        results.add(result(tasks.get(i), jobs.get(i), 1));
      }
    } finally {
      jobs.forEach(job -> job.cancel(true));
    }
    return results;
  }

  private JavaFutureAction<List<byte[]>> submit(RefitTask task) {
    context.sc().setJobDescription("refit of trial " + task.run().trial());
    try {
      return context.parallelize(List.of(task), 1).map(new OnExecutor()).collectAsync();
    } finally {
      context.sc().setJobDescription(null);
    }
  }

  private RefitResult result(RefitTask task, JavaFutureAction<List<byte[]>> job, int attempts)
      throws InterruptedException {
    try {
      return unpacked(job.get().get(0));
    } catch (ExecutionException e) {
      if (attempts < ATTEMPTS) {
        RefitTask next =
            new RefitTask(
                task.run(), task.attempt() + 1, task.seeds(), task.experiment(), task.fineTuning());
        return result(next, submit(next), attempts + 1);
      }
      String reason = "Its executor was lost " + attempts + " times: " + e.getMessage();
      return new RefitResult.Failed(
          new Failure(reason, ""), new Usage("", "", "", System.currentTimeMillis(), 0, 0));
    }
  }

  /** The Spark task of a refit. */
  private static final class OnExecutor implements Function<RefitTask, byte[]> {
    private static final long serialVersionUID = 1L;

    @Override
    public byte[] call(RefitTask task) throws Exception {
      TaskContext context = TaskContext.get();
      RefitResult result =
          EngineThreads.call(() -> FineTuningWork.refit(task), context::isInterrupted);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
        out.writeObject(result);
      }
      return bytes.toByteArray();
    }
  }

  private static RefitResult unpacked(byte[] bytes) {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
      return (RefitResult) in.readObject();
    } catch (IOException | ClassNotFoundException e) {
      throw new IllegalStateException("An executor's reply cannot be read.", e);
    }
  }
}
