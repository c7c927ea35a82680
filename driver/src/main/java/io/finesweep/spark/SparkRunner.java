package io.finesweep.spark;

import io.finesweep.fold.FeatureDemand;
import io.finesweep.history.Event.Blame;
import io.finesweep.sweep.TrialRunner;
import io.finesweep.trial.FoldResult;
import io.finesweep.trial.FoldTask;
import io.finesweep.trial.RunId;
import io.finesweep.trial.Usage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;

/**
 * Runs fold runs on Spark's executors. Spark's threads only put happenings into a queue; everything
 * else is done by the one thread that calls {@link #take}. It waits for no run in particular, and
 * no run has a thread in the driver.
 */
public final class SparkRunner implements TrialRunner {

  private final SparkContext context;
  private final BlockingQueue<Happening> happenings = new LinkedBlockingQueue<>();
  private final SparkEvents events = new SparkEvents(happenings::add);
  private final FoldJobs jobs;
  private final ExecutorTable executors;
  private final LossLedger ledger;
  private final Inquest inquest;
  private final Patience patience;

  private final FeatureLedger features = new FeatureLedger();

  /** Runs that wait for features, or for another to get an executor of its own. */
  private final Deque<Waiting> waiting = new ArrayDeque<>();

  private final Map<Long, Submission> submissions = new HashMap<>();
  private final Queue<Report> reports = new ArrayDeque<>();
  private long next;

  /** The submission that waits for an executor of its own; until it has one, all others wait. */
  private @Nullable Long wantsToBeAlone;

  /** A run that is not handed over yet. */
  private record Waiting(FoldTask task, Optional<FeatureLedger.Need> needs) {
    static Waiting of(FoldTask task) {
      return new Waiting(
          task,
          FeatureDemand.of(task).map(some -> new FeatureLedger.Need(some, task.run().fold())));
    }
  }

  /**
   * A runner on the executors of {@code context}.
   *
   * @param work what an executor does with a task
   */
  public SparkRunner(JavaSparkContext context, ClusterSettings settings, FoldWork work) {
    this.context = context.sc();
    this.jobs = new FoldJobs(context, work, settings.watch().checkpointEvery(), happenings::add);
    this.ledger = new LossLedger(settings.retries());
    this.inquest = new Inquest(ledger, new DeathNotice(context.getConf()));
    this.executors = new ExecutorTable(context.getConf());
    this.patience = new Patience(settings.watch());
    context.sc().addSparkListener(events);
    executors.read(context.sc());
  }

  @Override
  public int slots() {
    for (Happening one = happenings.poll(); one != null; one = happenings.poll()) {
      accept(one);
    }
    return executors.slots();
  }

  @Override
  public void submit(FoldTask task) {
    int room = room();
    waiting.add(Waiting.of(task));
    handOver();
    if (room() > room) {
      reports.add(new Report.Woken());
    }
  }

  /** As many as wait for features: they take no slot. */
  @Override
  public int room() {
    return wantsToBeAlone == null ? Math.min(waiting.size(), executors.slots()) : 0;
  }

  private void handOver() {
    for (Iterator<Waiting> runs = waiting.iterator(); runs.hasNext() && wantsToBeAlone == null; ) {
      Waiting run = runs.next();
      FeatureLedger.Standing standing =
          run.needs().map(features::standing).orElse(FeatureLedger.Standing.THERE);
      if (standing != FeatureLedger.Standing.UNDER_WAY) {
        runs.remove();
        if (standing == FeatureLedger.Standing.MISSING) {
          features.begun(run.task().run(), run.needs().orElseThrow());
          handOver(run, Stage.FEATURES);
        } else {
          handOver(run, Stage.TRAINING);
        }
      }
    }
  }

  private void handOver(Waiting run, Stage stage) {
    FoldTask task = run.task();
    long number = next++;
    if (ledger.mustRunAlone(task.run()) && executors.areShared()) {
      submissions.put(number, jobs.submitAlone(number, task, stage, executors.largest()));
      wantsToBeAlone = number;
    } else {
      submissions.put(
          number,
          patience
              .avoided(task.run())
              .map(executors::placesWithout)
              .or(() -> run.needs().flatMap(this::nearFeatures).map(executors::place))
              .map(places -> jobs.submit(number, task, stage, places))
              .orElseGet(() -> jobs.submit(number, task, stage)));
    }
  }

  /**
   * An executor that holds these features and has a free slot. Where a run is still on its way to
   * an executor, nobody knows which slots are free.
   */
  private Optional<String> nearFeatures(FeatureLedger.Need need) {
    return submissions.values().stream().allMatch(submission -> submission.executor() != null)
        ? features.executors(need).stream()
            .filter(executor -> !patience.mistrusts(executor) && hasRoom(executor))
            .findFirst()
        : Optional.empty();
  }

  private boolean hasRoom(String executor) {
    long running = submissions.values().stream().filter(one -> one.isOn(executor)).count();
    return executors.free(executor, running) > 0;
  }

  @Override
  public Report take(long milliseconds) throws InterruptedException {
    long begun = System.nanoTime();
    long wait = TimeUnit.MILLISECONDS.toNanos(milliseconds);
    while (reports.isEmpty()) {
      long now = System.nanoTime();
      long left = wait - (now - begun);
      long patient = patience.left(submissions.values(), now).orElse(Long.MAX_VALUE);
      Happening next = happenings.poll(Math.min(left, patient), TimeUnit.NANOSECONDS);
      if (next != null) {
        accept(next);
      } else if (patient < left) {
        giveUpOverdue();
      } else {
        return new Report.Woken();
      }
    }
    return reports.remove();
  }

  private void giveUpOverdue() {
    long now = System.nanoTime();
    for (Map.Entry<Long, Submission> entry : List.copyOf(submissions.entrySet())) {
      Submission submission = entry.getValue();
      if (patience.isOver(submission, now)) {
        submission.cancel();
        forget(entry.getKey());
        reports.add(overdue(submission, now));
      }
    }
    handOver();
  }

  private Report overdue(Submission submission, long now) {
    RunId run = submission.run();
    if (patience.forgives(submission)) {
      return new Report.Lost(
          run, submission.attempt(), patience.reason(submission, now), Blame.THE_RUN);
    }
    Usage usage = new Usage("", "", "", System.currentTimeMillis(), 0, 0);
    FoldResult failed = new FoldResult.Failed(patience.failure(submission, now), usage);
    return new Report.Finished(run, submission.attempt(), failed);
  }

  private void accept(Happening happening) {
    if (happening instanceof Happening.Joined joined) {
      change(() -> executors.put(joined.executor(), joined.host(), joined.capacity()));
      jobs.goTo(executors.places());
    } else if (happening instanceof Happening.Left left) {
      change(() -> executors.remove(left.executor()));
      jobs.goTo(executors.places());
    } else if (happening instanceof Happening.Woken) {
      reports.add(new Report.Woken());
    } else if (happening instanceof Happening.Over) {
      throw new ClusterUnavailable(ClusterUnavailable.ENDED);
    } else if (happening instanceof Happening.Begun begun) {
      begin(begun.submission(), begun.executor());
    } else if (happening instanceof Happening.Told told) {
      tell(told.submission(), told.news());
    } else if (happening instanceof Happening.Returned returned) {
      end(returned.submission(), Packed.unpacked(returned.reply(), Reply.class));
    } else if (happening instanceof Happening.Broken broken) {
      end(broken.submission(), broken.cause());
    }
  }

  private void change(Runnable change) {
    int slots = executors.slots();
    Capacity largest = executors.largest();
    change.run();
    if (executors.slots() != slots) {
      reports.add(new Report.Woken());
    }
    if (wantsToBeAlone != null && !executors.largest().equals(largest)) {
      // It asked for as many cores as no executor may have now.
      Submission alone = forget(wantsToBeAlone);
      if (alone != null) {
        alone.cancel();
        waiting.add(Waiting.of(alone.task()));
      }
      handOver();
    }
  }

  private void begin(long number, String executor) {
    Submission submission = submissions.get(number);
    if (submission == null) {
      return;
    }
    submission.begun(executor, System.nanoTime());
    if (submission.stage() == Stage.TRAINING) {
      Waiting.of(submission.task()).needs().ifPresent(need -> features.isOn(executor, need));
    }
    if (!executors.holds(executor)) {
      change(() -> executors.read(context));
    }
    if (Objects.equals(number, wantsToBeAlone)) {
      wantsToBeAlone = null;
      handOver();
    }
  }

  private void tell(long number, List<String> news) {
    Submission submission = submissions.get(number);
    if (submission != null) {
      reports.addAll(submission.tell(news, System.nanoTime()));
    }
  }

  private void end(long number, Reply reply) {
    if (reply instanceof Reply.Prepared prepared && submissions.containsKey(number)) {
      // Its training comes first: it is the oldest of those that waited for it.
      Submission first = Objects.requireNonNull(submissions.get(number));
      features.prepared(first.run(), first.executor(), prepared.keys());
      waiting.addFirst(Waiting.of(first.task()));
    }
    Submission submission = forget(number);
    if (submission != null) {
      if (reply instanceof Reply.Ended ended) {
        ledger.ended(submission.run());
        reports.add(new Report.Finished(submission.run(), submission.attempt(), ended.result()));
      } else if (reply instanceof Reply.StartedAgain) {
        String reason = "Its executor went away through no fault of what ran there.";
        reports.add(
            new Report.Lost(submission.run(), submission.attempt(), reason, Blame.SOMETHING_ELSE));
      }
      handOver();
    }
  }

  private void end(long number, Cause cause) {
    Submission submission = submissions.get(number);
    if (submission != null) {
      reports.add(inquest.report(submission, cause, submissions.values()));
      forget(number);
      handOver();
    }
  }

  private @Nullable Submission forget(long number) {
    if (Objects.equals(number, wantsToBeAlone)) {
      wantsToBeAlone = null;
    }
    Submission forgotten = submissions.remove(number);
    if (forgotten != null && forgotten.stage() == Stage.FEATURES) {
      features.stopped(forgotten.run());
    }
    return forgotten;
  }

  @Override
  public boolean refuse(String executor) {
    change(() -> executors.refuse(executor));
    jobs.goTo(executors.places());
    return executors.holdsAny();
  }

  @Override
  public void cancel() {
    waiting.clear();
    wantsToBeAlone = null;
    submissions.values().forEach(Submission::cancel);
    submissions.clear();
    features.clear();
    reports.removeIf(report -> !(report instanceof Report.Woken));
  }

  @Override
  public void wake() {
    happenings.add(new Happening.Woken());
  }

  @Override
  public void close() {
    cancel();
    context.removeSparkListener(events);
  }
}
