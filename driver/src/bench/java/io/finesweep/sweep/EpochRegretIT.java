package io.finesweep.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.finesweep.history.Event;
import io.finesweep.history.Histories;
import io.finesweep.history.History;
import io.finesweep.history.Recorded;
import io.finesweep.history.Terms;
import io.finesweep.history.Trial;
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
import io.finesweep.trial.RunId;
import io.finesweep.trial.Seeds;
import io.finesweep.trial.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Measures how many epochs a sweep needs to name a configuration as good as so many full trainings
 * of random ones find, on the learning curves below {@code lcbench} in the folder that {@code
 * finesweep.bench.data} names. Regret is (best − chosen) / (best − median) of the accuracy after
 * all epochs, best and median of 20,480 random configurations; the median over seeds, and the mean
 * of these over tasks.
 */
@Tag("bench")
class EpochRegretIT {

  private static final int SEEDS = Integer.getInteger("finesweep.bench.seeds", 20);
  private static final String DATA = System.getProperty("finesweep.bench.data", "");
  private static final String ONLY = System.getProperty("finesweep.bench.samplers", "");
  private static final int EPOCHS = LearningCurves.EPOCHS;
  private static final int MOST_TRAININGS = 640;
  private static final int POOL = 32 * MOST_TRAININGS;
  private static final List<String> TASKS =
      List.of(
          "3945", "7593", "34539", "126025", "126026", "126029", "146212", "167104", "167149",
          "167152");
  private static final List<String> STRATEGIES =
      List.of("random asha", "tpe asha", "random hyperband", "tpe full", "auto asha");

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
  @CsvSource({"1,'80,160,320'", "64,640"})
  void halvingNeedsFarFewerEpochsThanFullTrainings(int slots, String numbers) throws Exception {
    if (DATA.isEmpty()) {
      return;
    }
    int[] trainings = Arrays.stream(numbers.split(",", -1)).mapToInt(Integer::parseInt).toArray();
    int most = trainings[trainings.length - 1];
    try (LearningCurves curves = new LearningCurves(Path.of(DATA, "lcbench"))) {
      List<Task> tasks = TASKS.stream().map(name -> Task.of(name, curves)).toList();
      for (String strategy : STRATEGIES) {
        if (ONLY.isEmpty() || List.of(ONLY.split(",", -1)).contains(strategy)) {
          double[] regrets = regrets(curves, tasks, strategy, slots, most / 3);
          for (int n : trainings) {
            double needed = print(tasks, strategy, slots, n, regrets);
            if (strategy.endsWith("asha")) {
              assertThat(needed).isLessThanOrEqualTo(n / 2.0);
            }
          }
        }
      }
    }
  }

  private static double print(
      List<Task> tasks, String strategy, int slots, int trainings, double[] regrets) {
    double goal =
        tasks.stream().mapToDouble(t -> t.ofFullTrainings(trainings)).average().orElseThrow();
    double needed = Double.POSITIVE_INFINITY;
    StringBuilder line = new StringBuilder();
    for (int quarter = regrets.length - 1; quarter >= 0 && regrets[quarter] <= goal; quarter--) {
      needed = (quarter + 1) / 4.0;
    }
    for (int share = 16; share >= 4; share /= 2) {
      line.append(String.format(Locale.ROOT, " %.4f", regrets[4 * trainings / share - 1]));
    }
    System.out.printf(
        Locale.ROOT,
        "BENCH slots %d, n %d, random full %.4f: %s after the epochs of n/16, n/8, n/4:%s;"
            + " as good after those of %.1f, %.1f times fewer%n",
        slots,
        trainings,
        goal,
        strategy,
        line,
        needed,
        trainings / needed);
    return needed;
  }

  /** By quarters of a full training, the median regret over seeds, its mean over tasks. */
  private static double[] regrets(
      LearningCurves curves, List<Task> tasks, String strategy, int slots, int trainings)
      throws InterruptedException {
    long start = System.nanoTime();
    double[] means = new double[4 * trainings];
    for (Task task : tasks) {
      double[][] runs = new double[SEEDS][];
      for (int seed = 0; seed < SEEDS; seed++) {
        runs[seed] = new Run(curves, task, new Seeds(seed)).played(strategy, slots, means.length);
      }
      for (int quarter = 0; quarter < means.length; quarter++) {
        int at = quarter;
        means[quarter] +=
            median(Arrays.stream(runs).mapToDouble(run -> run[at]).toArray()) / tasks.size();
      }
    }
    System.out.printf(
        Locale.ROOT,
        "BENCH slots %d, %s: %d sweeps, %.0f s%n",
        slots,
        strategy,
        SEEDS * tasks.size(),
        (System.nanoTime() - start) / 1e9);
    return means;
  }

  /** One sweep of one task. */
  private static final class Run implements BiConsumer<History, Recorded> {
    private final LearningCurves curves;
    private final Task task;
    private final Seeds seeds;
    private final Map<RunId, Point> reached = new HashMap<>();
    private double[] regrets = new double[0];
    private int quarter;
    private int furthest;
    private long spent;
    private double best = Double.NEGATIVE_INFINITY;
    private double regret = 1;

    Run(LearningCurves curves, Task task, Seeds seeds) {
      this.curves = curves;
      this.task = task;
      this.seeds = seeds;
    }

    /** By quarters of a full training, the regret of what the sweep would name. */
    double[] played(String strategy, int slots, int quarters) throws InterruptedException {
      regrets = new double[quarters];
      Sweep[] sweep = new Sweep[1];
      SimulatedRunner runner =
          new SimulatedRunner(slots, asked -> outcome(asked, sweep[0].history()));
      SweepSpec spec =
          new SweepSpec(
              task.name(),
              LearningCurves.space(),
              new Template(new Template.Node.Section(Map.of())),
              terms(),
              new Limits(
                  Long.MAX_VALUE, Long.MAX_VALUE, (long) quarters * EPOCHS / 4, Long.MAX_VALUE),
              new SweepSpec.Rules(2, 3),
              seeds,
              new Experiment(
                  "curves", Settings.EMPTY, Settings.EMPTY, List.of("score"), "file:/nowhere"));
      String[] names = strategy.split(" ", -1);
      sweep[0] = new Sweep(spec, sampler(names[0]), schedule(names[1]), new Forgetful(), runner);
      sweep[0].listen(this);
      sweep[0].open("bench");
      new SweepLoop(sweep[0], runner, epoch -> {}).run();
      fill(quarters);
      return regrets;
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
      Point before =
          from == null
              ? new Point(0, 0)
              : reached.getOrDefault(
                  new RunId(asked.run().trial(), 0, from.epochs()), new Point(0, 0));
      reached.put(asked.run(), point);
      return new SimulatedRunner.Outcome(
          new TrialRunner.Report.Finished(asked.run(), asked.attempt(), scored(point)),
          Math.max(1, Math.round(1000 * (point.seconds() - before.seconds()))));
    }

    private static FoldResult scored(Point point) {
      return new FoldResult.Scored(
          List.of(),
          new TreeMap<>(Map.of("score", point.accuracy())),
          new FoldResult.Artifacts(new Blob("curve", 0, ""), null),
          Histories.USAGE);
    }

    @Override
    public void accept(History history, Recorded recorded) {
      if (!(recorded.event() instanceof Event.Finished finished)) {
        return;
      }
      RunId run = finished.run();
      Trial trial = history.trial(run.trial());
      var rungs = trial.fold(0).orElseThrow().rungs();
      spent += run.epochs() - (rungs.size() < 2 ? 0 : rungs.get(rungs.size() - 2).epochs());
      // What was spent before this run ended was spent with the regret from before.
      fill((int) ((4 * spent - 1) / EPOCHS));
      double accuracy = reached.getOrDefault(run, new Point(0, 0)).accuracy();
      boolean isFurther = run.epochs() > furthest;
      if (isFurther || (run.epochs() == furthest && accuracy > best)) {
        furthest = run.epochs();
        best = accuracy;
        regret = task.regret(curves.at(task.name(), trial.configuration(), EPOCHS).accuracy());
      }
    }

    private void fill(int until) {
      while (quarter < Math.min(until, regrets.length)) {
        regrets[quarter++] = regret;
      }
    }
  }
}
