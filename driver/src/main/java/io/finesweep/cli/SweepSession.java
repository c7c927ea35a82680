package io.finesweep.cli;

import io.finesweep.analysis.Ranking;
import io.finesweep.analysis.Standing;
import io.finesweep.config.Publishing;
import io.finesweep.config.SweepConfiguration;
import io.finesweep.data.InvalidData;
import io.finesweep.fold.RefitResult;
import io.finesweep.fold.RefitTask;
import io.finesweep.history.Event;
import io.finesweep.history.Event.Ending;
import io.finesweep.spark.SparkApplication;
import io.finesweep.spark.SparkRunner;
import io.finesweep.store.Journal;
import io.finesweep.store.JournalStore;
import io.finesweep.store.SweepConf;
import io.finesweep.store.SweepFolder;
import io.finesweep.sweep.Sweep;
import io.finesweep.sweep.SweepLoop;
import io.finesweep.sweep.SweepLoop.Outcome;
import io.finesweep.sweep.SweepSpec;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Stream;

/** One driver's work on a sweep: from taking the store to showing the ranking. */
final class SweepSession {

  /** How many trials of the ranking are shown at a sweep's end. */
  static final int SHOWN = 10;

  private final Plan plan;
  private final SweepSpec spec;
  private final Main.Streams streams;
  private final String again;
  private final SweepFolder folder;

  /** Why there is no ensemble; empty where there is one, or none was asked for. */
  private String together = "";

  /**
   * @param again the command that carries on with the sweep
   */
  SweepSession(Plan plan, Main.Streams streams, String again) {
    this.plan = plan;
    this.streams = streams;
    this.again = again;
    this.folder = folder(plan.configuration());
    this.spec = plan.configuration().spec();
  }

  /** What is done with failed and diverged folds of earlier drivers. */
  enum Broken {
    /** They stay as they are. */
    AS_THEY_ARE,
    /** They run again. */
    RUN_AGAIN
  }

  private static SweepFolder folder(SweepConfiguration configuration) {
    String store = configuration.store();
    if (store == null) {
      throw new Mistakes.Mistake(
          "'sweep.store' is missing: it names the folder that results go to.\n"
              + "Maybe add store = \"sweeps\" to 'sweep', or --set sweep.store=sweeps.");
    }
    return Places.folder(configuration, store);
  }

  /** Runs the sweep to its end, or until somebody stops it; returns the exit code. */
  int run(Broken broken) throws InterruptedException {
    SweepConf conf =
        new SweepConf(
            plan.configuration().resolved().text(), plan.configuration().resolved().values());
    try (JournalStore store = JournalStore.open(folder, conf, JournalStore.STALE)) {
      DataFacts.of(plan.inspection()).keep(folder);
      Sweep sweep =
          new Sweep(
              spec,
              plan.chosen().sampler(),
              plan.chosen().schedule(),
              store,
              InstantSource.system());
      try (LiveTables tables =
          LiveTables.begin(store, spec, plan.configuration().keepFiles(), this::liveReport)) {
        Outcome outcome = work(sweep, tables, broken);
        sweep.close(outcome.ending(), outcome.reason());
        return finish(sweep, tables, outcome);
      }
    }
  }

  private Outcome work(Sweep sweep, LiveTables tables, Broken broken) throws InterruptedException {
    try (SparkApplication spark =
            SparkApplication.start(
                ClusterText.settings(plan.configuration()), "finesweep " + spec.name());
        SparkRunner runner = spark.runner()) {
      Progress progress = new Progress(streams.err(), Progress.screen(), spec.limits());
      Telemetry telemetry = new Telemetry(spec.name(), spark.gauges());
      sweep.listen(
          (history, recorded) -> {
            telemetry.accept(history, recorded, runner.slots());
            tables.accept(recorded);
            progress.accept(history, recorded, runner.slots());
          });
      sweep.open(Sessions.driver());
      sweep.recall(plan.recalled());
      if (broken == Broken.RUN_AGAIN) {
        sweep.retryBroken();
      }
      SweepLoop loop = new SweepLoop(sweep, runner, epoch -> {});
      Interrupts.onStop(loop::stop);
      Outcome outcome = loop.run();
      progress.end();
      if (outcome.ending() == Ending.DONE) {
        refit(sweep, spark);
        together =
            new Ensembles(plan.configuration().ensembling(), spec, folder)
                .make(sweep, spark.refits());
      }
      return outcome;
    }
  }

  private void refit(Sweep sweep, SparkApplication spark) throws InterruptedException {
    Optional<Standing> winner = winner(sweep);
    if (winner.isEmpty() || sweep.history().refits().containsKey(winner.get().number())) {
      return;
    }
    Standing first = winner.get();
    RefitTask task = RefitTasks.of(sweep, spec, first.number());
    long milliseconds = sweep.history().totals().pace().millisecondsFor(task.run().epochs());
    RefitResult result = spark.refits().runWinner(task, milliseconds);
    if (result instanceof RefitResult.Refitted refitted) {
      Models.publish(folder, first.number(), refitted.model());
      sweep.refitted(
          new Event.Refitted(
              first.number(), refitted.metrics(), refitted.model(), refitted.slots()));
    } else if (result instanceof RefitResult.Failed failed) {
      streams
          .err()
          .println("The winner could not be trained on all rows: " + failed.failure().reason());
    } else {
      streams.err().println("The winner diverged when it was trained on all rows.");
    }
  }

  private Optional<Standing> winner(Sweep sweep) {
    return ranking(sweep).winner();
  }

  /** The winner of the sweep as the store has it. */
  Optional<Standing> storedWinner() {
    if (!folder.isSweep()) {
      return Optional.empty();
    }
    StoredSweep stored = StoredSweep.of(folder);
    return stored.ranking(stored.history()).winner();
  }

  private void liveReport() {
    forPeople(() -> Reports.writeQuickly(StoredSweep.of(folder)));
  }

  private void report() {
    forPeople(() -> Reports.write(StoredSweep.of(folder)));
  }

  private void explain(Sweep sweep) {
    if (!plan.configuration().explains()) {
      return;
    }
    Explainer explainer = new Explainer(spec, folder);
    sweep.history().refits().keySet().forEach(trial -> forPeople(() -> explainer.explain(trial)));
  }

  /** Pages are for people: whatever keeps one from being written must not end a sweep. */
  private void forPeople(Runnable writing) {
    try {
      writing.run();
    } catch (RuntimeException e) {
      streams
          .err()
          .println(
              "A page could not be written: "
                  + e.getMessage()
                  + "\nMaybe write the report later: finesweep report "
                  + folder.location(""));
    }
  }

  private void cards(Sweep sweep) {
    Cards cards = new Cards(plan, folder);
    StoredSweep stored = StoredSweep.of(folder);
    Stream.concat(
            sweep.history().refits().values().stream().map(Product::of),
            sweep.history().ensemble().map(Product::of).stream())
        .forEach(product -> forPeople(() -> cards.write(stored, product)));
  }

  /** Publishes the winner where the configuration asks for that, and says what came of it. */
  private int published(Sweep sweep, Ranking ranking) {
    Publishing publishing = plan.configuration().publishing();
    if (publishing == null) {
      return ExitCode.DONE;
    }
    Optional<Product> product = product(sweep, ranking);
    if (product.isEmpty()) {
      streams.out().println("published  nothing: no model came out of this sweep");
      return ExitCode.DONE;
    }
    try {
      streams
          .out()
          .println("published  " + new Publisher(publishing, spec, folder).publish(product.get()));
      return ExitCode.DONE;
    } catch (IOException | InvalidData e) {
      streams
          .err()
          .println(
              "The winner could not be published in '"
                  + publishing.to()
                  + "': "
                  + e.getMessage()
                  + "\nMaybe publish.to names a place that cannot be written, or publish.test rows with"
                  + " other columns; then run again:  "
                  + again);
      return ExitCode.ERROR;
    }
  }

  /**
   * What is worth publishing: the ensemble, which is only made where it is better, or the winner.
   */
  private static Optional<Product> product(Sweep sweep, Ranking ranking) {
    return sweep
        .history()
        .ensemble()
        .map(Product::of)
        .or(
            () ->
                ranking
                    .winner()
                    .map(winner -> sweep.history().refits().get(winner.number()))
                    .map(Product::of));
  }

  private Ranking ranking(Sweep sweep) {
    return Ranking.of(sweep.history(), Journal.of(folder).events());
  }

  private int finish(Sweep sweep, LiveTables tables, Outcome outcome) {
    Ranking ranking = ranking(sweep);
    tables.finish(ranking, outcome.ending());
    explain(sweep);
    report();
    cards(sweep);
    ResultText text = new ResultText(folder, spec);
    streams.out().println(text.of(sweep.history(), ranking, SHOWN));
    sweep.whyExhausted().ifPresent(reason -> streams.out().println("no more    " + reason));
    if (!together.isEmpty()) {
      streams.out().println("ensemble   " + together);
    }
    if (outcome.ending() == Ending.DONE) {
      return published(sweep, ranking);
    }
    streams.err().println(outcome.reason());
    streams.err().println("Carry on with:  " + again);
    return ExitCode.STOPPED;
  }
}
