package io.finesweep.spark;

import io.finesweep.trial.FoldTask;
import io.finesweep.trial.RunId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.spark.FutureAction;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.resource.ResourceProfile;
import org.apache.spark.resource.ResourceProfileBuilder;
import org.apache.spark.resource.TaskResourceRequests;
import org.apache.spark.util.CollectionAccumulator;
import scala.Tuple2;
import scala.collection.JavaConverters;
import scala.collection.Seq;
import scala.reflect.ClassTag$;
import scala.runtime.BoxedUnit;

/**
 * Hands fold runs to Spark, each as a job of one task: what happens to one touches no other. All of
 * them are one job group.
 */
final class FoldJobs {

  private final JavaSparkContext java;
  private final SparkContext context;
  private final FoldWork work;
  private final Duration checkpointEvery;
  private final Consumer<Happening> happenings;
  private final String group = "finesweep-" + UUID.randomUUID();
  private final Map<Capacity, ResourceProfile> alone = new HashMap<>();
  private List<String> places = List.of();
  private final Seq<Object> onlyPartition =
      JavaConverters.asScalaBuffer(List.<Object>of(0)).toList();

  /**
   * @param checkpointEvery how long a run trains from one checkpoint to the next
   * @param happenings what comes of submitted tasks
   */
  FoldJobs(
      JavaSparkContext context,
      FoldWork work,
      Duration checkpointEvery,
      Consumer<Happening> happenings) {
    this.java = context;
    this.context = context.sc();
    this.work = work;
    this.checkpointEvery = checkpointEvery;
    this.happenings = happenings;
  }

  /** From now on, tasks go to these executors only; where {@code places} is empty, to any. */
  void goTo(List<String> places) {
    this.places = List.copyOf(places);
  }

  /** Submits a stage of a task, which comes back as a happening with this number. */
  Submission submit(long number, FoldTask task, Stage stage) {
    return submit(number, task, stage, rdd(places));
  }

  /** The same, in one of these places only. */
  Submission submit(long number, FoldTask task, Stage stage, List<String> places) {
    return submit(number, task, stage, rdd(places));
  }

  /** Submits a task that gets all that an executor has, and so an executor of its own. */
  Submission submitAlone(long number, FoldTask task, Stage stage, Capacity executor) {
    return submit(
        number,
        task,
        stage,
        rdd(places).withResources(alone.computeIfAbsent(executor, FoldJobs::whole)));
  }

  /** One for each job: when a stage fails, Spark ends all jobs that use the stage's RDD. */
  private JavaRDD<Integer> rdd(List<String> places) {
    if (places.isEmpty()) {
      return java.parallelize(List.of(0), 1);
    }
    Seq<Tuple2<Integer, Seq<String>>> only =
        JavaConverters.asScalaBuffer(
                List.of(
                    new Tuple2<>(0, (Seq<String>) JavaConverters.asScalaBuffer(places).toList())))
            .toList();
    return context.makeRDD(only, ClassTag$.MODULE$.<Integer>apply(Integer.class)).toJavaRDD();
  }

  private static ResourceProfile whole(Capacity executor) {
    TaskResourceRequests needs = new TaskResourceRequests().cpus(executor.cores());
    if (executor.gpus() > 0) {
      needs.resource("gpu", executor.gpus());
    }
    return new ResourceProfileBuilder().require(needs).build();
  }

  private Submission submit(long number, FoldTask task, Stage stage, JavaRDD<Integer> rdd) {
    CollectionAccumulator<String> news = new CollectionAccumulator<>();
    RunId run = task.run();
    String description =
        (stage == Stage.FEATURES ? "features for " : "")
            + "trial "
            + run.trial()
            + " fold "
            + run.fold()
            + " to epoch "
            + run.epochs();
    context.setJobGroup(group, description, true);
    context.setLocalProperty(SparkEvents.SUBMISSION, Long.toString(number));
    LogContext log = LogContext.of(task);
    log.enter(context);
    try {
      context.register(news, SparkEvents.NEWS);
      FutureAction<BoxedUnit> job =
          context.submitJob(
              rdd.rdd(),
              new FoldOnExecutor(work, task, stage, checkpointEvery, news),
              onlyPartition,
              (partition, reply) -> {
                happenings.accept(new Happening.Returned(number, reply));
                return BoxedUnit.UNIT;
              },
              () -> BoxedUnit.UNIT);
      return new Submission(task, stage, job);
    } catch (IllegalStateException e) {
      throw context.isStopped() ? new ClusterUnavailable(ClusterUnavailable.ENDED, e) : e;
    } finally {
      log.leave(context);
      context.clearJobGroup();
      context.setLocalProperty(SparkEvents.SUBMISSION, null);
    }
  }
}
