package io.finesweep.sweep;

import io.finesweep.trial.FoldTask;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A runner in simulated time: what a run comes to and how long it takes is told by a function, and
 * time jumps from the end of one run to the end of the next. It is the clock of its sweep.
 */
public final class SimulatedRunner implements TrialRunner, InstantSource {

  private static final Comparator<Running> FIRST_TO_END =
      Comparator.comparingLong(Running::end).thenComparingLong(Running::order);

  private final int slots;
  private final Training training;
  private final PriorityQueue<Running> running = new PriorityQueue<>(FIRST_TO_END);
  private final AtomicBoolean woken = new AtomicBoolean();
  private long now;
  private long submitted;

  public SimulatedRunner(int slots, Training training) {
    this.slots = slots;
    this.training = training;
  }

  /** What runs come to. */
  public interface Training {
    /** What {@code task} comes to when it is submitted. */
    Outcome of(FoldTask task);

    /** Whether there is another executor for runs when this one is refused. */
    default boolean canDoWithout(String executor) {
      return false;
    }
  }

  /**
   * The end of a run.
   *
   * @param report what is told of it
   * @param milliseconds how long it takes
   */
  public record Outcome(Report report, long milliseconds) {}

  /** A run on its way: reported at {@code end}, of equal ends the first submitted first. */
  private record Running(long end, long order, Report report) {}

  @Override
  public int slots() {
    return slots;
  }

  @Override
  public void submit(FoldTask task) {
    Outcome outcome = training.of(task);
    running.add(new Running(now + outcome.milliseconds(), submitted++, outcome.report()));
  }

  @Override
  public boolean refuse(String executor) {
    return training.canDoWithout(executor);
  }

  @Override
  public void cancel() {
    running.clear();
  }

  /**
   * The next report; {@link TrialRunner.Report.Woken} where it is further away than that.
   *
   * @throws IllegalStateException if nothing runs, for then nobody could ever report
   */
  @Override
  public Report take(long milliseconds) {
    if (woken.getAndSet(false)) {
      return new Report.Woken();
    }
    Running first = running.peek();
    if (first == null) {
      throw new IllegalStateException("Nothing runs, and something waits for its end.");
    }
    if (first.end() - now > milliseconds) {
      now += milliseconds;
      return new Report.Woken();
    }
    running.remove();
    now = Math.max(now, first.end());
    return first.report();
  }

  @Override
  public void wake() {
    woken.set(true);
  }

  @Override
  public void close() {
    cancel();
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(now);
  }
}
