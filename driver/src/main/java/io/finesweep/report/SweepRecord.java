package io.finesweep.report;

import io.finesweep.data.Dataset;
import io.finesweep.history.Recorded;
import io.finesweep.history.Terms;
import io.finesweep.metric.Explanation;
import io.finesweep.metric.PredictionsFile;
import io.finesweep.space.Parameter;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * What a sweep's report is made from.
 *
 * @param terms by what its events are read
 * @param parameters of its space, parents before children
 * @param metrics that were measured, by name
 * @param share rows validated over rows trained on, in each fold
 * @param events all that happened
 * @param evidence what else there is to look at
 * @param origin where it comes from
 */
public record SweepRecord(
    Terms terms,
    List<Parameter> parameters,
    List<String> metrics,
    double share,
    List<Recorded> events,
    Evidence evidence,
    Origin origin) {

  public SweepRecord {
    parameters = List.copyOf(parameters);
    metrics = List.copyOf(metrics);
    events = List.copyOf(events);
  }

  /**
   * What a report looks at beyond the events; each is asked for when it is needed.
   *
   * @param predictions of a trial's folds for their validation parts; none where they are not kept
   * @param explanation what the answers of a trial's model rest on
   * @param data the data set; empty where it need not or cannot be read
   * @param evaluations on the rows that the sweep's models were evaluated on
   */
  public record Evidence(
      IntFunction<List<PredictionsFile>> predictions,
      IntFunction<Optional<Explanation>> explanation,
      Supplier<Optional<Dataset>> data,
      Supplier<List<Beside.Entry>> evaluations) {}

  /**
   * Where a sweep comes from.
   *
   * @param name of the sweep
   * @param folder where it is stored
   * @param status done, stopped or open
   * @param strategy how it searched, in words
   * @param configuration as resolved, secrets redacted
   * @param repeat the command that runs it again
   */
  public record Origin(
      String name,
      String folder,
      String status,
      String strategy,
      String configuration,
      String repeat) {}
}
