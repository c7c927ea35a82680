package io.finesweep.cli;

import io.finesweep.analysis.Ranking;
import io.finesweep.config.SweepConfiguration;
import io.finesweep.history.Event.Ending;
import io.finesweep.history.Recorded;
import io.finesweep.store.Journal;
import io.finesweep.store.JournalStore;
import io.finesweep.store.SweepConf;
import io.finesweep.store.SweepFolder;
import io.finesweep.store.TableSchema;
import io.finesweep.store.TablesWriter;
import io.finesweep.sweep.MemoryStore;
import io.finesweep.sweep.Sweep;
import io.finesweep.sweep.TrialStore;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lets another program be the objective. */
@Command(
    name = "ask-tell",
    description = {
      "Propose runs to another program and learn from what it tells: one JSON object a "
          + "line on standard input, one answer a line on standard output."
    },
    mixinStandardHelpOptions = true)
final class AskTellCommand extends StreamedCommand {

  @Mixin private ConfigurationOptions options = new ConfigurationOptions();

  AskTellCommand(Main.Streams streams) {
    super(streams);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    SweepConfiguration configuration = options.loadOpen();
    Recollection recollection = Recollection.of(configuration);
    Strategies.Chosen chosen = Strategies.choose(configuration, recollection.recalled());
    chosen.why().forEach(streams.err()::println);
    recollection.lines(Optional.empty()).forEach(streams.err()::println);
    try (TrialStore store = store(configuration)) {
      Sweep sweep =
          new Sweep(
              configuration.spec(),
              chosen.sampler(),
              chosen.schedule(),
              store,
              InstantSource.system());
      sweep.open(Sessions.driver());
      sweep.recall(recollection.recalled());
      Input input = new Input(streams.in());
      if (store instanceof JournalStore journal) {
        Interrupts.onStop(input::stop);
        converse(input, sweep);
        end(sweep, journal.folder());
      } else {
        converse(input, sweep);
      }
      return input.isStopped() ? ExitCode.STOPPED : ExitCode.DONE;
    }
  }

  private static TrialStore store(SweepConfiguration configuration) {
    String store = configuration.store();
    if (store == null) {
      return new MemoryStore();
    }
    return JournalStore.open(
        Places.folder(configuration, store),
        new SweepConf(configuration.resolved().text(), configuration.resolved().values()),
        JournalStore.STALE);
  }

  private void converse(Input input, Sweep sweep) throws IOException, InterruptedException {
    Conversation conversation = new Conversation(sweep, InstantSource.system());
    for (Optional<String> line = input.next(); line.isPresent(); line = input.next()) {
      if (!line.get().isBlank()) {
        streams.out().println(conversation.answer(line.get()));
        streams.out().flush();
      }
    }
  }

  /** Leaves the sweep as one is left that ran by itself: closed, with its tables and ranking. */
  private void end(Sweep sweep, SweepFolder folder) {
    if (sweep.isDone()) {
      sweep.close(Ending.DONE, sweep.whyExhausted().orElse("There is nothing left to do."));
    } else {
      sweep.close(Ending.STOPPED, "The program that measures ended the conversation.");
    }
    Iterable<Recorded> events = Journal.of(folder).events();
    Ranking ranking = Ranking.of(sweep.history(), events);
    TablesWriter.rebuild(folder, TableSchema.of(sweep.spec()), events)
        .publishRanking(Ranks.of(ranking));
    ResultText text = new ResultText(folder, sweep.spec());
    streams.err().println(text.of(sweep.history(), ranking, SweepSession.SHOWN));
  }
}
