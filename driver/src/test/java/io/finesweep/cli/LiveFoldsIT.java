package io.finesweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.finesweep.fold.FoldRunner;
import io.finesweep.fold.ProgressListener;
import io.finesweep.history.History;
import io.finesweep.history.Terms;
import io.finesweep.history.Winner;
import io.finesweep.sampler.RandomSearch;
import io.finesweep.sampler.Sampler;
import io.finesweep.sampler.Situation;
import io.finesweep.schedule.Full;
import io.finesweep.schedule.Race;
import io.finesweep.schedule.Schedule;
import io.finesweep.sweep.Limits;
import io.finesweep.sweep.MemoryStore;
import io.finesweep.sweep.SimulatedRunner;
import io.finesweep.sweep.Sweep;
import io.finesweep.sweep.SweepLoop;
import io.finesweep.sweep.SweepSpec;
import io.finesweep.sweep.TrialRunner.Report;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.FoldResult;
import io.finesweep.trial.FoldTask;
import io.finesweep.trial.RunId;
import io.finesweep.trial.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measures what racing loses and saves where folds are fine-tuned indeed: the quickstart's digits
 * and base model, each sweep over other configurations of a pool. A fold of a configuration is
 * trained once and remembered, and counted in each sweep that asks for it. What a configuration is
 * worth is its mean over all five folds.
 */
@Tag("bench")
class LiveFoldsIT {

  private static final int SEEDS = Integer.getInteger("finesweep.bench.seeds", 20);
  private static final int POOL = Integer.getInteger("finesweep.bench.pool", 200);
  private static final int TRIALS = 32;
  private static final int FOLDS = 5;
  private static final int RACED = TRIALS * FOLDS * 2 / 5;
  private static final long ANY = Long.MAX_VALUE;

  @TempDir private Path folder;

  @Test
  void racingChoosesAsWellAsAllFoldsOfEach() throws Exception {
    Pool pool = new Pool(spec());
    int within = 0;
    double lost = 0;
    double errors = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      Seeds seeds = new Seeds(seed);
      Limits all = new Limits(TRIALS, ANY, ANY, ANY);
      Limits fewer = new Limits(TRIALS, RACED, ANY, ANY);
      double[] best = pool.scores(pool.named(new Full(), seeds, all));
      double[] chosen = pool.scores(pool.named(Race.overFolds(3, seeds), seeds, fewer));
      double loss = mean(best) - mean(chosen);
      within += loss <= error(best) ? 1 : 0;
      lost += loss / SEEDS;
      errors += error(best) / SEEDS;
    }
    System.out.printf(
        Locale.ROOT,
        "BENCH live folds: %d of %d fold runs; mean accuracy lost %.5f, one standard error %.5f;"
            + " within it in %d of %d sweeps; %d folds trained%n",
        RACED,
        TRIALS * FOLDS,
        lost,
        errors,
        within,
        SEEDS,
        pool.known.size());
    assertThat(lost).isLessThanOrEqualTo(errors);
  }

  private static double mean(double[] scores) {
    return Arrays.stream(scores).average().orElseThrow();
  }

  /** One standard error of the mean over folds. */
  private static double error(double[] scores) {
    double mean = mean(scores);
    double squares = Arrays.stream(scores).map(s -> (s - mean) * (s - mean)).sum();
    return Math.sqrt(squares / (FOLDS - 1) / FOLDS);
  }

  /** The quickstart's sweep, started from the folder of the project. */
  private SweepSpec spec() throws IOException {
    Path conf = Path.of("../conf").toAbsolutePath().normalize();
    Path here =
        Files.writeString(
            folder.resolve("quickstart.conf"),
            Files.readString(conf.resolve("quickstart.conf"))
                .replace("\"conf/", "\"" + conf + "/"));
    SweepSpec spec = ConfigurationOptions.reader().load(here.toString(), List.of()).spec();
    return new Located(new org.apache.hadoop.conf.Configuration())
        .spec(spec, folder.resolve("sweep").toUri().toString());
  }

  /** Random configurations, and the folds of them that were trained. */
  private static final class Pool {
    private final SweepSpec spec;
    private final FoldRunner runner =
        new FoldRunner(new org.apache.hadoop.conf.Configuration(), "driver");
    private final List<Configuration> points = new ArrayList<>();
    private final Map<RunId, FoldResult> known = new HashMap<>();

    Pool(SweepSpec spec) {
      this.spec = spec;
      RandomSearch search = new RandomSearch(spec.space());
      History nothing = History.empty(spec.terms());
      Situation any = Limits.NONE.situation(nothing, 1);
      for (int point = 0; point < POOL; point++) {
        RandomGenerator random = spec.seeds().generator("pool", point);
        points.add(search.next(nothing, any, random).orElseThrow());
      }
    }

    /** The configuration that a sweep with this schedule names. */
    Configuration named(Schedule schedule, Seeds seeds, Limits limits) throws InterruptedException {
      SweepSpec limited =
          new SweepSpec(
              spec.name(),
              spec.space(),
              spec.fineTuning(),
              spec.terms(),
              limits,
              spec.rules(),
              seeds,
              spec.experiment());
      Sweep[] sweep = new Sweep[1];
      SimulatedRunner slot =
          new SimulatedRunner(
              1,
              task -> {
                RunId run = task.run();
                Configuration point = sweep[0].history().trial(run.trial()).configuration();
                FoldResult result = trained(points.indexOf(point), run.fold());
                return new SimulatedRunner.Outcome(
                    new Report.Finished(run, task.attempt(), result),
                    Math.max(1, result.usage().milliseconds()));
              });
      sweep[0] = new Sweep(limited, new Drawn(drawn(seeds)), schedule, new MemoryStore(), slot);
      sweep[0].open("bench");
      new SweepLoop(sweep[0], slot, epoch -> {}).run();
      assertThat(sweep[0].history().totals().foldRuns())
          .isLessThanOrEqualTo(Math.min(limits.foldRuns(), (long) TRIALS * FOLDS));
      return Winner.of(sweep[0].history()).orElseThrow().configuration();
    }

    private List<Configuration> drawn(Seeds seeds) {
      List<Configuration> drawn = new ArrayList<>(points);
      Collections.shuffle(drawn, new Random(seeds.seed("drawn")));
      return drawn.subList(0, TRIALS);
    }

    private FoldResult trained(int point, int fold) {
      int epochs = spec.terms().full().epochs();
      return known.computeIfAbsent(
          new RunId(point, fold, epochs),
          run ->
              runner.run(
                  new FoldTask(
                      run,
                      0,
                      spec.seeds(),
                      spec.experiment(),
                      spec.fineTuning().fill(points.get(point)),
                      null,
                      FoldTask.Keep.PREDICTIONS),
                  ProgressListener.NONE));
    }

    /** By fold; a run that diverged or failed has none, and its trial would not be named. */
    double[] scores(Configuration configuration) {
      Terms terms = spec.terms();
      double[] scores = new double[FOLDS];
      for (int fold = 0; fold < FOLDS; fold++) {
        FoldResult result = trained(points.indexOf(configuration), fold);
        scores[fold] =
            result instanceof FoldResult.Scored scored
                ? scored.metrics().getOrDefault(terms.objectives().get(0).metric(), Double.NaN)
                : Double.NaN;
      }
      return scores;
    }
  }

  /** Gives the points of a list, one a trial. */
  private record Drawn(List<Configuration> points) implements Sampler {
    @Override
    public String name() {
      return "drawn";
    }

    @Override
    public Optional<Configuration> next(
        History history, Situation situation, RandomGenerator random) {
      int trial = history.trials().size();
      return trial < points.size() ? Optional.of(points.get(trial)) : Optional.empty();
    }
  }
}
