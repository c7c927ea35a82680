package io.finesweep.spark;

import io.finesweep.trial.FoldTask;
import io.finesweep.trial.RunId;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.SparkContext;
import org.slf4j.MDC;

/**
 * What lines of the log are about: sweep, trial and fold, as far as there are any. Layouts find
 * them as {@code %X{mdc.sweep}}, {@code %X{mdc.trial}} and {@code %X{mdc.fold}}, the names under
 * which Spark itself takes them to executors.
 */
public final class LogContext {

  private final SortedMap<String, String> fields;

  private LogContext(Map<String, String> fields) {
    this.fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
  }

  /** Lines about a sweep. */
  public static LogContext ofSweep(String sweep) {
    return new LogContext(Map.of("mdc.sweep", sweep));
  }

  /** Lines about one of its trials. */
  public static LogContext ofTrial(String sweep, int trial) {
    return new LogContext(Map.of("mdc.sweep", sweep, "mdc.trial", Integer.toString(trial)));
  }

  /** Lines about one of its runs. */
  public static LogContext ofRun(String sweep, RunId run) {
    return new LogContext(
        Map.of(
            "mdc.sweep", sweep,
            "mdc.trial", Integer.toString(run.trial()),
            "mdc.fold", Integer.toString(run.fold())));
  }

  static LogContext of(FoldTask task) {
    String folder = task.experiment().folder();
    return ofRun(folder.substring(folder.lastIndexOf('/') + 1), task.run());
  }

  /** From now on lines of this thread are about it. */
  public void enter() {
    fields.forEach(MDC::put);
  }

  /** From now on lines of this thread are about nothing in particular. */
  public void leave() {
    fields.keySet().forEach(MDC::remove);
  }

  /** What this thread submits from now on is about it, and so are the lines of its tasks. */
  void enter(SparkContext context) {
    fields.forEach(context::setLocalProperty);
  }

  /** What this thread submits from now on is about nothing in particular. */
  void leave(SparkContext context) {
    fields.keySet().forEach(key -> context.setLocalProperty(key, null));
  }
}
