package io.finesweep.cli;

import io.finesweep.history.Event;
import io.finesweep.history.History;
import io.finesweep.history.Recorded;
import io.finesweep.history.Totals;
import io.finesweep.history.Trial;
import io.finesweep.metric.Objective;
import io.finesweep.sweep.Limits;
import io.finesweep.trial.Budget;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Says how a sweep goes: one line that is written over and over on a terminal, a plain line each
 * time a trial ends elsewhere.
 */
final class Progress {

  /**
   * Where lines go: a terminal, where a line can be written over, or a file or a pipe.
   *
   * @param columns how wide the terminal is; 0 where there is none, negative where nothing is to be
   *     said, as the log says it
   */
  record Screen(int columns) {
    static final Screen PLAIN = new Screen(0);

    boolean isSilent() {
      return columns < 0;
    }

    boolean isTerminal() {
      return columns > 0;
    }

    /** As much of a line as can be written over: one that wraps cannot. */
    String fitted(String line) {
      return line.length() < columns ? line : line.substring(0, columns - 2) + "…";
    }
  }

  private final PrintStream out;
  private final Screen screen;
  private final Limits limits;
  private int failed;
  private final TreeSet<Integer> counted = new TreeSet<>();
  private @Nullable Incumbent best;
  private int shown;

  /** What standard error is shown on, as the launcher found out. */
  static Screen screen() {
    return new Screen(Integer.getInteger("finesweep.columns", 0));
  }

  Progress(PrintStream out, Screen screen, Limits limits) {
    this.out = out;
    this.screen = screen;
    this.limits = limits;
  }

  /** Takes one more event in; {@code slots} runs can run at once. */
  void accept(History history, Recorded recorded, int slots) {
    if (screen.isSilent()) {
      return;
    }
    if (!(recorded.event() instanceof Event.Finished finished)) {
      if (screen.isTerminal()) {
        show(line(history, slots));
      }
      return;
    }
    Trial trial = history.trial(finished.run().trial());
    boolean news = compare(trial, history);
    if (trial.isBroken() && counted.add(trial.number())) {
      failed++;
      news = true;
    }
    boolean ended = trial.status(history.terms().full()) == Trial.Status.COMPLETE || news;
    if (screen.isTerminal()) {
      show(line(history, slots));
    } else if (ended) {
      out.println(line(history, slots));
    }
  }

  private boolean compare(Trial trial, History history) {
    Optional<Incumbent> news = Incumbent.of(trial, history);
    Objective objective = history.terms().objectives().get(0);
    if (news.isEmpty() || (best != null && !news.get().isBetterThan(best, objective))) {
      return false;
    }
    best = news.get();
    return true;
  }

  private String line(History history, int slots) {
    Budget full = history.terms().full();
    Totals totals = history.totals();
    long complete = totals.finished() - totals.broken();
    long runs = Math.min(limits.foldRuns(), times(limits.trials(), full.folds()));
    StringBuilder line = new StringBuilder();
    line.append("trials ").append(history.trials().size()).append(of(limits.trials()));
    if (!history.replaced().isEmpty()) {
      line.append(" · forks ").append(history.replaced().size());
    }
    line.append(" · fold runs ").append(complete).append(of(runs));
    line.append(" · running ").append(history.outstanding().size());
    line.append(" · failed ").append(failed);
    if (best != null) {
      line.append(
          String.format(
              Locale.ROOT,
              " · best #%d %s %.4f ± %.4f",
              best.trial(),
              history.terms().objectives().get(0).metric(),
              best.estimate().mean(),
              best.estimate().standardError()));
    }
    if (runs != Long.MAX_VALUE && totals.finished() >= slots) {
      long left = Math.max(0, runs - totals.finished());
      line.append(" · about ")
          .append(Durations.text(left * totals.elapsed() / totals.finished()))
          .append(" left");
    }
    return line.toString();
  }

  private static String of(long limit) {
    return limit == Long.MAX_VALUE ? "" : "/" + limit;
  }

  private static long times(long a, long b) {
    return a > Long.MAX_VALUE / b ? Long.MAX_VALUE : a * b;
  }

  private void show(String whole) {
    String line = screen.fitted(whole);
    out.print("\r" + line + " ".repeat(Math.max(0, shown - line.length())));
    out.flush();
    shown = line.length();
  }

  /** Ends the line that is written over, so that other output starts on its own. */
  void end() {
    if (screen.isTerminal() && shown > 0) {
      out.println();
      shown = 0;
    }
  }
}
