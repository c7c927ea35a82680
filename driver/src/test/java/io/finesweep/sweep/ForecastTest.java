package io.finesweep.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.finesweep.history.Event;
import io.finesweep.history.Histories;
import io.finesweep.history.Recorded;
import io.finesweep.metric.Goal;
import io.finesweep.sampler.RandomSearch;
import io.finesweep.schedule.Asha;
import io.finesweep.schedule.Full;
import io.finesweep.schedule.LadderShape;
import io.finesweep.schedule.Race;
import io.finesweep.schedule.Schedule;
import io.finesweep.space.Spaces;
import io.finesweep.space.Template;
import io.finesweep.trial.Experiment;
import io.finesweep.trial.FoldResult;
import io.finesweep.trial.RunId;
import io.finesweep.trial.Seeds;
import io.finesweep.trial.Settings;
import io.finesweep.trial.Usage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForecastTest {

  private static final Seeds SEEDS = new Seeds(9);
  private static final long ANY = Long.MAX_VALUE;
  private static final Pace EVEN = new Pace.Spread(1000, 1);

  private static SweepSpec spec(int folds, int epochs, Limits limits) {
    return new SweepSpec(
        "test",
        Spaces.mixed(),
        new Template(new Template.Node.Section(Map.of())),
        Histories.terms(Goal.MAXIMIZE, folds, epochs),
        limits,
        new SweepSpec.Rules(2, 3),
        SEEDS,
        new Experiment("fake", Settings.EMPTY, Settings.EMPTY, List.of("score"), "file:/nowhere"));
  }

  private static Limits trials(long number) {
    return new Limits(number, ANY, ANY, ANY);
  }

  private static Forecast played(SweepSpec spec, Schedule schedule, int slots, Pace pace)
      throws InterruptedException {
    return Forecast.of(spec, new RandomSearch(spec.space()), schedule, slots, pace);
  }

  @Test
  void thirtyEvenRunsOnFourSlotsTakeEightRounds() throws InterruptedException {
    Forecast forecast = played(spec(3, 2, trials(10)), new Full(), 4, EVEN);
    assertThat(forecast).isEqualTo(new Forecast(10, 10, 30, 60, 16_000, 60.0 / 64, 14_000, 1));
  }

  @Test
  void aLadderSavesTheEpochsOfWhatIsNotPromoted() throws InterruptedException {
    Schedule asha = new Asha(LadderShape.DEFAULT, SEEDS);
    Forecast forecast = played(spec(1, 27, trials(80)), asha, 4, EVEN);
    assertThat(forecast.trials()).isEqualTo(80);
    assertThat(forecast.complete()).isBetween(6, 20);
    assertThat(forecast.epochs()).isLessThan(80 * 27 / 2);
    assertThat(forecast.milliseconds()).isLessThan(80 * 27 * 1000L / 2 / 4);
  }

  @ParameterizedTest
  @CsvSource({
    "full,3,500000",
    "race,3,500000",
    "asha,1,150000",
    "hyperband,1,150000",
    "median,1,150000",
    "asha-race,3,150000"
  })
  void aThousandSlotsStayBusyThoughSomeTrialsTakeNineTimesAsLong(
      String name, int folds, long milliseconds) throws InterruptedException {
    SweepSpec spec = spec(folds, 27, new Limits(ANY, ANY, ANY, milliseconds));
    Schedule schedule = ManyTrials.schedule(name, spec.space());
    Forecast forecast = played(spec, schedule, 1000, new Pace.Spread(1000, 9));
    assertThat(forecast.milliseconds()).isLessThanOrEqualTo(milliseconds);
    assertThat(forecast.busy()).isGreaterThan(0.95);
    assertThat(forecast.busyToLast()).isGreaterThan(0.99);
  }

  @Test
  void stopsBeginningRunsWhenTimeIsUp() throws InterruptedException {
    SweepSpec spec = spec(1, 10, new Limits(ANY, ANY, ANY, 100_000));
    Forecast forecast = played(spec, new Full(), 3, EVEN);
    assertThat(forecast).isEqualTo(new Forecast(30, 30, 30, 300, 100_000, 1, 90_000, 1));
  }

  @Test
  void beginsNoRunThatWouldNotEndInTime() throws InterruptedException {
    SweepSpec spec = spec(1, 10, new Limits(ANY, ANY, ANY, 95_000));
    Forecast forecast = played(spec, new Full(), 3, EVEN);
    assertThat(forecast).isEqualTo(new Forecast(27, 27, 27, 270, 90_000, 1, 80_000, 1));
  }

  @ParameterizedTest
  @CsvSource({"1,1", "4,1", "4,9", "32,1", "32,9"})
  void finishesTheLeadersFoldsBeforeItsTimeIsUp(int slots, double tail)
      throws InterruptedException {
    SweepSpec spec = spec(5, 9, new Limits(ANY, ANY, ANY, 500_000));
    Schedule race = Race.afterHalving(LadderShape.DEFAULT, SEEDS);
    Forecast forecast = played(spec, race, slots, new Pace.Spread(1000, tail));
    assertThat(forecast.milliseconds()).isLessThanOrEqualTo(500_000);
    assertThat(forecast.complete()).isPositive();
  }

  @ParameterizedTest
  @CsvSource({"1,1", "4,1", "4,9", "32,1", "32,9"})
  void finishesTheLeadersFoldsBeforeItsCostIsSpent(int slots, double tail)
      throws InterruptedException {
    Cost cost = new Cost(slots * 500_000 / 3_600_000.0, 1);
    SweepSpec spec = spec(5, 9, new Limits(ANY, ANY, ANY, ANY, cost));
    Schedule race = Race.afterHalving(LadderShape.DEFAULT, SEEDS);
    Forecast forecast = played(spec, race, slots, new Pace.Spread(1000, tail));
    double spent = forecast.busy() * slots * forecast.milliseconds();
    assertThat(cost.of(spent)).isBetween(0.8 * cost.amount(), 1.0001 * cost.amount());
    assertThat(forecast.complete()).isPositive();
  }

  @Test
  void drawsFromTheDurationsThatTrialsHad() {
    List<Recorded> events = new ArrayList<>();
    for (int trial = 0; trial < 2; trial++) {
      FoldResult.Scored scored = (FoldResult.Scored) Histories.scored(1);
      Usage usage = new Usage("", "", "", 0, 400L * (trial + 1), 0);
      FoldResult timed =
          new FoldResult.Scored(scored.epochs(), scored.metrics(), scored.artifacts(), usage);
      events.add(
          new Recorded(trial + 1, 0, 0, new Event.Finished(new RunId(trial, 0, 4), 0, timed)));
    }
    Pace.Measured measured = Pace.Measured.of(events);
    assertThat(measured.byTrial()).containsExactly(100.0, 200.0);
    List<Double> drawn = new ArrayList<>();
    for (int trial = 0; trial < 50; trial++) {
      drawn.add(measured.milliseconds(trial, SEEDS));
    }
    assertThat(drawn).contains(100.0, 200.0).containsOnly(100.0, 200.0);
  }

  @Test
  void spreadsDurationsAsAsked() {
    Pace.Spread spread = new Pace.Spread(10, 9);
    double[] drawn = new double[20_000];
    for (int trial = 0; trial < drawn.length; trial++) {
      drawn[trial] = spread.milliseconds(trial, SEEDS);
    }
    Arrays.sort(drawn);
    assertThat(drawn[10_000]).isBetween(9.7, 10.3);
    assertThat(drawn[19_800]).isBetween(80.0, 100.0);
  }
}
