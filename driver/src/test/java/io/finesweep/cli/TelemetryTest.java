package io.finesweep.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.finesweep.history.Event;
import io.finesweep.history.Histories;
import io.finesweep.history.History;
import io.finesweep.history.Recorded;
import io.finesweep.metric.Goal;
import io.finesweep.spark.SweepGauges;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.RunId;
import io.finesweep.trial.Value;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The gauges of a sweep, as its events come. */
class TelemetryTest {

  private static final int SLOTS = 2;

  private final SweepGauges gauges = new SweepGauges();
  private final Telemetry telemetry = new Telemetry("digits", gauges);
  private History history = History.empty(Histories.terms(Goal.MAXIMIZE, 2, 3));

  private void happens(Event event) {
    Recorded recorded = new Recorded(history.totals().lastEvent() + 1, 0, 0, event);
    history = history.with(recorded);
    telemetry.accept(history, recorded, SLOTS);
  }

  private Object gauge(String name) {
    return requireNonNull(gauges.metricRegistry().getGauges().get(name)).getValue();
  }

  private static RunId run(int trial, int fold) {
    return new RunId(trial, fold, 3);
  }

  @Test
  void followTheSweep() {
    for (int trial = 0; trial < 3; trial++) {
      happens(
          new Event.Started(
              trial, new Configuration(new TreeMap<>(Map.of("x", Value.of(trial)))), 0));
    }
    for (int trial = 0; trial < 2; trial++) {
      for (int fold = 0; fold < 2; fold++) {
        happens(new Event.Assigned(run(trial, fold), 0, 0));
      }
    }
    assertThat(gauge("trials")).isEqualTo(3L);
    assertThat(gauge("runs.running")).isEqualTo(4);
    assertThat(gauge("slots.busy")).isEqualTo(SLOTS);
    assertThat(gauge("queue")).isEqualTo(1);
    assertThat(gauge("best")).isEqualTo(Double.NaN);

    happens(new Event.Finished(run(0, 0), 0, Histories.scored(0.5)));
    happens(new Event.Finished(run(0, 1), 0, Histories.scored(0.7)));
    happens(new Event.Finished(run(1, 0), 0, Histories.failed("no")));
    happens(new Event.Lost(run(1, 1), 0, "killed", Event.Blame.THE_RUN));
    assertThat(gauge("runs.finished")).isEqualTo(3L);
    assertThat(gauge("runs.failed")).isEqualTo(1L);
    assertThat(gauge("runs.lost")).isEqualTo(1L);
    assertThat(gauge("runs.running")).isEqualTo(0);
    assertThat(gauge("slots.busy")).isEqualTo(0);
    assertThat((double) gauge("best")).isEqualTo(0.6);
  }
}
