package io.finesweep.spark;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.spark.TaskEndReason;
import org.apache.spark.TaskFailedReason;
import org.apache.spark.resource.ResourceInformation;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.JobFailed;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerApplicationEnd;
import org.apache.spark.scheduler.SparkListenerExecutorAdded;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.apache.spark.scheduler.cluster.ExecutorInfo;
import scala.Option;
import scala.collection.JavaConverters;

/**
 * Turns Spark's events about submitted tasks and executors into happenings. Spark calls it from one
 * thread, in the order of the events.
 */
final class SparkEvents extends SparkListener {

  /** The local property that carries the number of a submission into its job's events. */
  static final String SUBMISSION = "finesweep.submission";

  /** The name of the accumulator that carries what runs tell on their way. */
  static final String NEWS = "finesweep.news";

  private final Consumer<Happening> happenings;
  private final Map<Integer, Integer> stageOfJob = new HashMap<>();
  private final Map<Integer, Long> submissionOfStage = new HashMap<>();
  private final Map<Integer, TaskEndReason> reasonOfStage = new HashMap<>();

  SparkEvents(Consumer<Happening> happenings) {
    this.happenings = happenings;
  }

  @Override
  public void onJobStart(SparkListenerJobStart job) {
    String submission = job.properties() == null ? null : job.properties().getProperty(SUBMISSION);
    if (submission != null) {
      int stage = job.stageInfos().head().stageId();
      stageOfJob.put(job.jobId(), stage);
      submissionOfStage.put(stage, Long.valueOf(submission));
    }
  }

  @Override
  public void onTaskStart(SparkListenerTaskStart task) {
    Long submission = submissionOfStage.get(task.stageId());
    if (submission != null) {
      happenings.accept(new Happening.Begun(submission, task.taskInfo().executorId()));
    }
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd task) {
    if (submissionOfStage.containsKey(task.stageId())
        && task.reason() instanceof TaskFailedReason) {
      reasonOfStage.put(task.stageId(), task.reason());
    }
  }

  @Override
  public void onJobEnd(SparkListenerJobEnd job) {
    Integer stage = stageOfJob.remove(job.jobId());
    if (stage == null) {
      return;
    }
    Long submission = submissionOfStage.remove(stage);
    TaskEndReason reason = reasonOfStage.remove(stage);
    if (submission != null && job.jobResult() instanceof JobFailed failed) {
      Cause cause = Cause.of(reason, String.valueOf(failed.exception().getMessage()));
      happenings.accept(new Happening.Broken(submission, cause));
    }
  }

  @Override
  public void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate heartbeat) {
    for (var task : JavaConverters.seqAsJavaList(heartbeat.accumUpdates())) {
      Long submission = submissionOfStage.get((Integer) task._2());
      if (submission != null) {
        for (AccumulableInfo update : JavaConverters.seqAsJavaList(task._4())) {
          tell(submission, update);
        }
      }
    }
  }

  private void tell(long submission, AccumulableInfo update) {
    if (update.name().contains(NEWS)
        && update.update().isDefined()
        && update.update().get() instanceof List<?> news) {
      List<String> told = news.stream().map(String::valueOf).toList();
      happenings.accept(new Happening.Told(submission, told));
    }
  }

  @Override
  public void onExecutorAdded(SparkListenerExecutorAdded executor) {
    ExecutorInfo info = executor.executorInfo();
    Option<ResourceInformation> gpus = info.resourcesInfo().get("gpu");
    happenings.accept(
        new Happening.Joined(
            executor.executorId(),
            info.executorHost(),
            new Capacity(info.totalCores(), addresses(gpus))));
  }

  /** How many addresses there are. */
  static int addresses(Option<ResourceInformation> gpus) {
    return gpus.isEmpty() ? 0 : gpus.get().addresses().length;
  }

  @Override
  public void onExecutorRemoved(SparkListenerExecutorRemoved executor) {
    happenings.accept(new Happening.Left(executor.executorId()));
  }

  @Override
  public void onApplicationEnd(SparkListenerApplicationEnd end) {
    happenings.accept(new Happening.Over());
  }
}
