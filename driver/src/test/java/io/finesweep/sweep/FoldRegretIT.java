package io.finesweep.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.finesweep.history.Histories;
import io.finesweep.history.History;
import io.finesweep.history.Winner;
import io.finesweep.metric.Goal;
import io.finesweep.sampler.Auto;
import io.finesweep.sampler.RandomSearch;
import io.finesweep.sampler.Sampler;
import io.finesweep.sampler.Tabulated;
import io.finesweep.sampler.Tpe;
import io.finesweep.schedule.Full;
import io.finesweep.schedule.LadderShape;
import io.finesweep.schedule.Race;
import io.finesweep.schedule.Schedule;
import io.finesweep.schedule.ScheduleChoice;
import io.finesweep.space.SearchSpace;
import io.finesweep.space.Template;
import io.finesweep.sweep.SimulatedRunner.Outcome;
import io.finesweep.sweep.TrialRunner.Report;
import io.finesweep.trial.Budget;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.Experiment;
import io.finesweep.trial.RunId;
import io.finesweep.trial.Seeds;
import io.finesweep.trial.Settings;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Measures how much worse than the best the trial is that a sweep names after so many fold runs, on
 * the tables in the folder that {@code finesweep.bench.data} names, where a fold run shows the
 * score of one of five seeds. Its figures are printed, and those of the schedule {@code full}, a
 * tenth on top, are the bound.
 */
@Tag("bench")
class FoldRegretIT {

  private static final int SEEDS = Integer.getInteger("finesweep.bench.seeds", 20);
  private static final int FOLDS = 5;

  @ParameterizedTest
  @CsvSource({"250,1", "1000,1", "500,100", "2000,100"})
  void aRaceNamesNoWorseTrialThanAllFoldsOfEach(int foldRuns, int slots) throws Exception {
    List<Tabulated> tables = Tabulated.all();
    String samplers = System.getProperty("finesweep.bench.samplers", "random,tpe");
    for (String sampler : samplers.split(",", -1)) {
      double full = mean(tables, sampler, "full", foldRuns, slots);
      double race = mean(tables, sampler, "race", foldRuns, slots);
      assertThat(race).isLessThanOrEqualTo(1.1 * full);
    }
  }

  /** What a user gets from {@code auto} for both, and from random search with all folds of each. */
  @ParameterizedTest
  @ValueSource(ints = {100, 200, 400})
  void whatAutoNamesIsOnNoTableWorseThanRandomSearch(int foldRuns) throws Exception {
    Budget full = new Budget(FOLDS, 1);
    String schedule =
        ScheduleChoice.of(1, full, foldRuns, new LadderShape(3, List.of())).schedule();
    for (Tabulated table : Tabulated.all()) {
      double random = mean(List.of(table), "random", "full", foldRuns, 1);
      double auto = mean(List.of(table), "auto", schedule, foldRuns, 1);
      assertThat(auto).as(table.name()).isLessThanOrEqualTo(random);
    }
  }

  private static double mean(
      List<Tabulated> tables, String sampler, String schedule, int foldRuns, int slots)
      throws InterruptedException {
    long start = System.nanoTime();
    String names = tables.stream().map(Tabulated::name).collect(Collectors.joining(", "));
    double sum = 0;
    double squares = 0;
    long trials = 0;
    for (Tabulated table : tables) {
      for (int seed = 0; seed < SEEDS; seed++) {
        History history = history(table, sampler, schedule, foldRuns, slots, new Seeds(seed));
        assertThat(history.totals().foldRuns()).isEqualTo(foldRuns);
        double regret = table.regret(Winner.of(history).orElseThrow().configuration());
        sum += regret;
        squares += regret * regret;
        trials += history.trials().size();
      }
    }
    int sweeps = Math.max(1, tables.size() * SEEDS);
    double mean = sum / sweeps;
    System.out.printf(
        Locale.ROOT,
        "BENCH %s: fold-runs %d, slots %d, %s × %s: regret %.4f ± %.4f, trials %d, %.1f s%n",
        names,
        foldRuns,
        slots,
        sampler,
        schedule,
        mean,
        Math.sqrt((squares / sweeps - mean * mean) / sweeps),
        trials / sweeps,
        (System.nanoTime() - start) / 1e9);
    return mean;
  }

  private static History history(
      Tabulated table, String sampler, String schedule, int foldRuns, int slots, Seeds seeds)
      throws InterruptedException {
    SweepSpec spec =
        new SweepSpec(
            table.name(),
            table.space(),
            new Template(new Template.Node.Section(Map.of())),
            Histories.terms(Goal.MAXIMIZE, FOLDS, 1),
            new Limits(Long.MAX_VALUE, foldRuns, Long.MAX_VALUE, Long.MAX_VALUE),
            new SweepSpec.Rules(2, 3),
            seeds,
            new Experiment("table", Settings.EMPTY, Settings.EMPTY, List.of("score"), "file:/x"));
    Sweep[] sweep = new Sweep[1];
    SimulatedRunner runner =
        new SimulatedRunner(
            slots,
            task -> {
              RunId run = task.run();
              Configuration point = sweep[0].history().trial(run.trial()).configuration();
              double time = seeds.generator("time", run.trial(), run.fold()).nextDouble(0.5, 1.5);
              return new Outcome(
                  new Report.Finished(
                      run, task.attempt(), Histories.scored(table.score(point, run.fold()))),
                  (long) (1000 * time));
            });
    Schedule chosen = schedule.equals("full") ? new Full() : Race.overFolds(3, seeds);
    sweep[0] =
        new Sweep(spec, sampler(sampler, table.space(), seeds), chosen, new MemoryStore(), runner);
    sweep[0].open("bench");
    new SweepLoop(sweep[0], runner, epoch -> {}).run();
    return sweep[0].history();
  }

  private static Sampler sampler(String name, SearchSpace space, Seeds seeds) {
    return switch (name) {
      case "auto" -> new Auto(space, seeds);
      case "tpe" -> new Tpe(space, seeds);
      default -> new RandomSearch(space);
    };
  }
}
