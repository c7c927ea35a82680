package io.finesweep.spark;

import io.finesweep.trial.FoldTask;
import io.finesweep.trial.RunId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.spark.FutureAction;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.resource.ResourceProfileBuilder;
import org.apache.spark.resource.TaskResourceRequests;
import org.apache.spark.util.CollectionAccumulator;
import scala.collection.JavaConverters;
import scala.collection.Seq;
import scala.runtime.BoxedUnit;

/**
 * Hands fold runs to Spark, each as a job of one task: what happens to one touches no other. All of
 * them are one job group.
 */
final class FoldJobs {

  private final SparkContext context;
  private final FoldWork work;
  private final Consumer<Happening> happenings;
  private final String group = "finesweep-" + UUID.randomUUID();
  private final JavaRDD<Integer> one;
  private final Map<Integer, JavaRDD<Integer>> alone = new HashMap<>();
  private final Seq<Object> onlyPartition =
      JavaConverters.asScalaBuffer(List.<Object>of(0)).toList();

  FoldJobs(JavaSparkContext context, FoldWork work, Consumer<Happening> happenings) {
    this.context = context.sc();
    this.work = work;
    this.happenings = happenings;
    this.one = context.parallelize(List.of(0), 1);
  }

  /** Submits a task, which comes back as a happening with this number. */
  Submission submit(long number, FoldTask task) {
    return submit(number, task, one);
  }

  /** Submits a task that gets all {@code cores} of an executor, and so an executor of its own. */
  Submission submitAlone(long number, FoldTask task, int cores) {
    return submit(number, task, alone.computeIfAbsent(cores, this::withCores));
  }

  private JavaRDD<Integer> withCores(int cores) {
    TaskResourceRequests needs = new TaskResourceRequests().cpus(cores);
    if (context.conf().getDouble("spark.task.resource.gpu.amount", 0) > 0) {
      needs.resource("gpu", 1);
    }
    // An RDD keeps the first profile that it is given.
    JavaRDD<Integer> own = one.map(number -> number);
    return own.withResources(new ResourceProfileBuilder().require(needs).build());
  }

  private Submission submit(long number, FoldTask task, JavaRDD<Integer> rdd) {
    CollectionAccumulator<String> epochs = new CollectionAccumulator<>();
    RunId run = task.run();
    String description =
        "trial " + run.trial() + " fold " + run.fold() + " to epoch " + run.epochs();
    context.setJobGroup(group, description, true);
    context.setLocalProperty(SparkEvents.SUBMISSION, Long.toString(number));
    try {
      context.register(epochs, SparkEvents.EPOCHS);
      FutureAction<BoxedUnit> job =
          context.submitJob(
              rdd.rdd(),
              new FoldOnExecutor(work, task, epochs),
              onlyPartition,
              (partition, reply) -> {
                happenings.accept(new Happening.Returned(number, reply));
                return BoxedUnit.UNIT;
              },
              () -> BoxedUnit.UNIT);
      return new Submission(task, job);
    } catch (IllegalStateException e) {
      throw context.isStopped() ? new ClusterUnavailable(ClusterUnavailable.ENDED, e) : e;
    } finally {
      context.clearJobGroup();
      context.setLocalProperty(SparkEvents.SUBMISSION, null);
    }
  }
}
