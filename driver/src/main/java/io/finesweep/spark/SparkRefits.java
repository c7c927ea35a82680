package io.finesweep.spark;

import io.finesweep.data.InvalidData;
import io.finesweep.engine.InvalidModel;
import io.finesweep.engine.Recipe;
import io.finesweep.engine.dl4j.DataParallel;
import io.finesweep.fold.RefitResult;
import io.finesweep.fold.RefitTask;
import io.finesweep.trial.Failure;
import io.finesweep.trial.Usage;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;

/** Runs refits on executors, several at once. */
public final class SparkRefits {

  private final JavaSparkContext context;
  private static final System.Logger LOG = System.getLogger(SparkRefits.class.getName());

  /** From so many milliseconds in one slot on, sharing the work out is worth it. */
  private static final long WORTH_SHARING = 600_000;

  private final ClusterSettings settings;
  private final int retries;
  private final RefitWork work;

  /** Refits that do {@code work} on the executors of {@code context}. */
  public SparkRefits(JavaSparkContext context, ClusterSettings settings, RefitWork work) {
    this.context = context;
    this.settings = settings;
    this.retries = settings.retries();
    this.work = work;
  }

  /** A refit that was handed to Spark. */
  private record Submitted(RefitTask task, JavaFutureAction<List<byte[]>> job) {}

  /**
   * Runs these refits and waits for all of them; one whose executor dies is run again.
   *
   * @return the results, in the order of the tasks
   * @throws InterruptedException if this thread is interrupted; the refits are cancelled
   */
  public List<RefitResult> run(List<RefitTask> tasks) throws InterruptedException {
    List<Submitted> submitted = new ArrayList<>();
    try {
      for (RefitTask task : tasks) {
        submitted.add(submit(task));
      }
      List<RefitResult> results = new ArrayList<>();
      for (int index = 0; index < tasks.size(); index++) {
        results.add(await(index, submitted));
      }
      return results;
    } finally {
      submitted.forEach(one -> one.job.cancel(true)); // those that have ended do not mind
    }
  }

  /**
   * Runs the refit of a winner, in one slot or in all of them.
   *
   * @param milliseconds that it may take in one slot
   * @throws InterruptedException if this thread is interrupted; the refit is cancelled
   */
  public RefitResult runWinner(RefitTask task, long milliseconds) throws InterruptedException {
    if (isToBeShared(task, milliseconds)) {
      int slots = slots();
      LOG.log(Level.INFO, "The winner is trained on all rows in {0} slots at once.", slots);
      try {
        return new DistributedRefit(context, task, slots, retries).run();
      } catch (IOException | InvalidData | InvalidModel | IllegalStateException e) {
        LOG.log(Level.WARNING, "The winner could not be trained in all slots at once.", e);
      }
    }
    return run(List.of(task)).get(0);
  }

  private boolean isToBeShared(RefitTask task, long milliseconds) {
    boolean wanted =
        switch (settings.refit()) {
          case LOCAL -> false;
          case DISTRIBUTED -> true;
          case AUTO ->
              !ClusterSettings.isLocal(context.master())
                  && milliseconds > WORTH_SHARING
                  && slots() > 1
                  && Recipe.of(task.fineTuning()).beginning().frozenUpTo() == null;
        };
    if (!wanted) {
      return false;
    }
    Optional<String> obstacle = DataParallel.obstacle(Recipe.of(task.fineTuning()));
    obstacle.ifPresent(
        key ->
            LOG.log(
                Level.WARNING,
                "The winner is trained in one slot: ''fine-tuning.{0}'' needs all rows in one place.",
                key));
    return obstacle.isEmpty();
  }

  private int slots() {
    ExecutorTable executors = new ExecutorTable(context.getConf());
    executors.read(context.sc());
    return executors.slots();
  }

  private Submitted submit(RefitTask task) {
    RefitTask.Run run = task.run();
    context.setJobGroup(
        "finesweep-refit", "refit " + run.repeat() + " of trial " + run.trial(), true);
    try {
      return new Submitted(
          task,
          context.parallelize(List.of(0), 1).map(new RefitOnExecutor(work, task)).collectAsync());
    } finally {
      context.clearJobGroup();
    }
  }

  private RefitResult await(int index, List<Submitted> submitted) throws InterruptedException {
    for (int attempt = 0; ; attempt++) {
      Submitted current = submitted.get(index);
      try {
        return Packed.unpacked(current.job.get().get(0), RefitResult.class);
      } catch (ExecutionException e) {
        if (context.sc().isStopped()) {
          throw new ClusterUnavailable(ClusterUnavailable.ENDED, e);
        }
        if (attempt == retries) {
          return failed(e);
        }
        submitted.set(index, submit(next(current.task)));
      }
    }
  }

  private static RefitTask next(RefitTask task) {
    return new RefitTask(
        task.run(), task.attempt() + 1, task.seeds(), task.experiment(), task.fineTuning());
  }

  private static RefitResult failed(ExecutionException thrown) {
    Throwable cause = thrown.getCause() == null ? thrown : thrown.getCause();
    String words = String.valueOf(cause.getMessage());
    Failure failure =
        new Failure(
            "It could not be run on any executor: " + words.lines().findFirst().orElse(""), words);
    return new RefitResult.Failed(failure, new Usage("", "", "", System.currentTimeMillis(), 0, 0));
  }
}
