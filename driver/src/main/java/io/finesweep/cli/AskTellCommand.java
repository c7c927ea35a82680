package io.finesweep.cli;

import io.finesweep.config.SweepConfiguration;
import io.finesweep.store.JournalStore;
import io.finesweep.store.SweepConf;
import io.finesweep.sweep.MemoryStore;
import io.finesweep.sweep.Sweep;
import io.finesweep.sweep.TrialStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
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
  public Integer call() throws IOException {
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
      converse(new Conversation(sweep, InstantSource.system()));
    }
    return ExitCode.DONE;
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

  private void converse(Conversation conversation) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(streams.in(), StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (!line.isBlank()) {
        streams.out().println(conversation.answer(line));
        streams.out().flush();
      }
    }
  }
}
