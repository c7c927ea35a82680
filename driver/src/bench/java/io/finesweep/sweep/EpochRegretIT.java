package io.finesweep.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.finesweep.history.Histories;
import io.finesweep.history.History;
import io.finesweep.history.Terms;
import io.finesweep.history.Winner;
import io.finesweep.metric.Goal;
import io.finesweep.sampler.Auto;
import io.finesweep.sampler.RandomSearch;
import io.finesweep.sampler.Sampler;
import io.finesweep.sampler.Situation;
import io.finesweep.sampler.Tpe;
import io.finesweep.schedule.Asha;
import io.finesweep.schedule.Full;
import io.finesweep.schedule.Hyperband;
import io.finesweep.schedule.LadderShape;
import io.finesweep.schedule.Schedule;
import io.finesweep.space.Template;
import io.finesweep.sweep.LearningCurves.Point;
import io.finesweep.trial.Blob;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.Experiment;
import io.finesweep.trial.FoldResult;
import io.finesweep.trial.FoldTask;
import io.finesweep.trial.Seeds;
import io.finesweep.trial.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Measures how good a configuration a sweep names that may spend the epochs of so many full
 * trainings, on the learning curves below {@code lcbench} in the folder that {@code
 * finesweep.bench.data} names. Regret is (best − chosen) / (best − median) of the accuracy after
 * all epochs, best and median of 20,480 random configurations; the median over seeds, and the mean
 * of these over tasks. The goal is the regret of n full trainings of random configurations: {@code
 * asha} with the epochs of n/4, {@code auto} of n/8.
 */
@Tag("bench")
class EpochRegretIT {

  private static final int SEEDS = Integer.getInteger("finesweep.bench.seeds", 20);
  private static final String DATA = System.getProperty("finesweep.bench.data", "");
  private static final String ONLY = System.getProperty("finesweep.bench.samplers", "");
  private static final String BUDGETS = System.getProperty("finesweep.bench.trainings", "");
  private static final int EPOCHS = LearningCurves.EPOCHS;
  private static final int FEWEST = 80;
  private static final int MOST_TRAININGS = 640;
  private static final int POOL = 32 * MOST_TRAININGS;
  private static final List<String> TASKS =
      List.of(
          "3945", "7593", "34539", "126025", "126026", "126029", "146212", "167104", "167149",
          "167152");
  private static final List<String> STRATEGIES =
      List.of(
          "random full",
          "random hyperband",
          "random asha",
          "tpe full",
          "tpe hyperband",
          "tpe asha",
          "auto asha");
  private static final Map<String, Integer> SHARES = Map.of("random asha", 4, "auto asha", 8);

  /**
   * A task.
   *
   * @param ends accuracies of random configurations after all epochs
   * @param best of these
   * @param middle the median of these
   */
  private record Task(String name, double[] ends, double best, double middle) {

    static Task of(String name, LearningCurves curves) {
      RandomGenerator random = new Seeds(77).generator("pool");
      RandomSearch search = new RandomSearch(LearningCurves.space());
      History nothing = History.empty(terms());
      Situation any = Limits.NONE.situation(nothing, 1);
      List<Configuration> pool = new ArrayList<>();
      for (int i = 0; i < POOL; i++) {
        pool.add(search.next(nothing, any, random).orElseThrow());
      }
      double[] ends =
          Arrays.stream(curves.curves(name, pool, EPOCHS))
              .mapToDouble(points -> points[0].accuracy())
              .toArray();
      double[] sorted = ends.clone();
      Arrays.sort(sorted);
      return new Task(name, ends, sorted[POOL - 1], sorted[POOL / 2]);
    }

    double regret(double accuracy) {
      return (best - accuracy) / (best - middle);
    }

    /** The regret of the best of so many full trainings, the median over seeds. */
    double ofFullTrainings(int trainings) {
      int parts = POOL / MOST_TRAININGS;
      double[] regrets = new double[parts];
      for (int part = 0; part < parts; part++) {
        regrets[part] =
            regret(
                Arrays.stream(ends)
                    .skip((long) part * MOST_TRAININGS)
                    .limit(trainings)
                    .max()
                    .orElseThrow());
      }
      return median(regrets);
    }
  }

  private static double median(double[] numbers) {
    double[] sorted = numbers.clone();
    Arrays.sort(sorted);
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  private static Terms terms() {
    return Histories.terms(Goal.MAXIMIZE, 1, EPOCHS);
  }

  @ParameterizedTest
  @CsvSource({"1,'10,20,40,80'", "64,'80,160'"})
  void halvingNeedsFarFewerEpochsThanFullTrainings(int slots, String trainings) throws Exception {
    if (DATA.isEmpty()) {
      return;
    }
    try (LearningCurves curves = new LearningCurves(Path.of(DATA, "lcbench"))) {
      List<Task> tasks = TASKS.stream().map(name -> Task.of(name, curves)).toList();
      for (String strategy : STRATEGIES) {
        for (String budget : trainings.split(",", -1)) {
          if (isAsked(strategy, ONLY) && isAsked(budget, BUDGETS)) {
            measure(curves, tasks, strategy, slots, Integer.parseInt(budget));
          }
        }
      }
    }
  }

  private static boolean isAsked(String name, String asked) {
    return asked.isEmpty() || List.of(asked.split(",", -1)).contains(name);
  }

  private static void measure(
      LearningCurves curves, List<Task> tasks, String strategy, int slots, int trainings)
      throws InterruptedException {
    long start = System.nanoTime();
    double mean = 0;
    for (Task task : tasks) {
      double[] regrets = new double[SEEDS];
      for (int seed = 0; seed < SEEDS; seed++) {
        regrets[seed] = new Run(curves, task, new Seeds(seed)).regret(strategy, slots, trainings);
      }
      mean += median(regrets) / tasks.size();
    }
    int full = 10;
    while (full <= MOST_TRAININGS / 2 && goal(tasks, full) > mean) {
      full *= 2;
    }
    System.out.printf(
        Locale.ROOT,
        "BENCH slots %d, %s, epochs of %d full trainings: %.4f; random full of %d: %.4f;"
            + " %d sweeps, %.0f s%n",
        slots,
        strategy,
        trainings,
        mean,
        full,
        goal(tasks, full),
        SEEDS * tasks.size(),
        (System.nanoTime() - start) / 1e9);
    Integer share = SHARES.get(strategy);
    if (share != null && trainings * share >= FEWEST && trainings * share <= MOST_TRAININGS) {
      assertThat(mean).isLessThanOrEqualTo(goal(tasks, trainings * share));
    }
  }

  private static double goal(List<Task> tasks, int trainings) {
    return tasks.stream().mapToDouble(t -> t.ofFullTrainings(trainings)).average().orElseThrow();
  }

  /** One sweep of one task. */
  private static final class Run {
    private final LearningCurves curves;
    private final Task task;
    private final Seeds seeds;

    Run(LearningCurves curves, Task task, Seeds seeds) {
      this.curves = curves;
      this.task = task;
      this.seeds = seeds;
    }

    /** The regret of what the sweep names in the end. */
    double regret(String strategy, int slots, int trainings) throws InterruptedException {
      Sweep[] sweep = new Sweep[1];
      SimulatedRunner runner =
          new SimulatedRunner(slots, asked -> outcome(asked, sweep[0].history()));
      SweepSpec spec =
          new SweepSpec(
              task.name(),
              LearningCurves.space(),
              new Template(new Template.Node.Section(Map.of())),
              terms(),
              new Limits(Long.MAX_VALUE, Long.MAX_VALUE, (long) trainings * EPOCHS, Long.MAX_VALUE),
              new SweepSpec.Rules(2, 3),
              seeds,
              new Experiment(
                  "curves", Settings.EMPTY, Settings.EMPTY, List.of("score"), "file:/nowhere"));
      String[] names = strategy.split(" ", -1);
      sweep[0] = new Sweep(spec, sampler(names[0]), schedule(names[1]), new Forgetful(), runner);
      sweep[0].open("bench");
      new SweepLoop(sweep[0], runner, epoch -> {}).run();
      Configuration named = Winner.of(sweep[0].history()).orElseThrow().configuration();
      return task.regret(curves.at(task.name(), named, EPOCHS).accuracy());
    }

    private Sampler sampler(String name) {
      return switch (name) {
        case "tpe" -> new Tpe(LearningCurves.space(), seeds);
        case "auto" -> new Auto(LearningCurves.space(), seeds);
        default -> new RandomSearch(LearningCurves.space());
      };
    }

    private Schedule schedule(String name) {
      return switch (name) {
        case "asha" -> new Asha(LadderShape.DEFAULT, seeds);
        case "hyperband" -> new Hyperband(LadderShape.DEFAULT, seeds);
        default -> new Full();
      };
    }

    private SimulatedRunner.Outcome outcome(FoldTask asked, History history) {
      Configuration configuration = history.trial(asked.run().trial()).configuration();
      Point point = curves.at(task.name(), configuration, asked.run().epochs());
      FoldTask.Checkpoint from = asked.from();
      double before =
          from == null ? 0 : curves.at(task.name(), configuration, from.epochs()).seconds();
      return new SimulatedRunner.Outcome(
          new TrialRunner.Report.Finished(asked.run(), asked.attempt(), scored(point)),
          Math.max(1, Math.round(1000 * (point.seconds() - before))));
    }

    private static FoldResult scored(Point point) {
      return new FoldResult.Scored(
          List.of(),
          new TreeMap<>(Map.of("score", point.accuracy())),
          new FoldResult.Artifacts(new Blob("curve", 0, ""), null),
          Histories.USAGE);
    }
  }
}
