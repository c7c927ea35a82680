package io.finesweep.cli;

import io.finesweep.config.SweepConfiguration;
import io.finesweep.store.SweepFolder;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs the failed trials of a sweep again, and only these. */
@Command(
    name = "retry",
    description = "Run the failed and diverged folds of a sweep again, and carry on with it.",
    mixinStandardHelpOptions = true)
final class RetryCommand extends StreamedCommand {

  @Parameters(paramLabel = "DIR", description = "The sweep's folder, STORE/NAME.")
  private String directory = "";

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description = "Sets a value that may change between two runs, such as cluster.master.")
  private List<String> overrides = List.of();

  RetryCommand(Main.Streams streams) {
    super(streams);
  }

  /** The overrides, behind the one that makes the store that of {@code folder}. */
  private List<String> inPlace(SweepFolder folder) {
    String store = folder.uri().substring(0, folder.uri().lastIndexOf('/'));
    List<String> inPlace = new ArrayList<>();
    inPlace.add("sweep.store=\"" + store + "\"");
    inPlace.addAll(overrides);
    return inPlace;
  }

  @Override
  public Integer call() throws Exception {
    StoredSweep stored = StoredSweep.at(directory);
    SweepFolder folder = stored.folder();
    if (stored.isAskTell()) {
      throw new Mistakes.Mistake(
          "The sweep in '"
              + folder.location("")
              + "' is an ask-tell sweep: its runs are another program's, and only that can run"
              + " them again.\n"
              + "Maybe carry on with it, which first hands out what was never told: finesweep"
              + " ask-tell "
              + folder.location(SweepFolder.CONF));
    }
    SweepConfiguration configuration =
        ConfigurationOptions.reader().load(folder.location(SweepFolder.CONF), inPlace(folder));
    String name = configuration.spec().name();
    if (!name.equals(folder.name())) {
      throw new Mistakes.Mistake(
          "The sweep in '"
              + folder.location("")
              + "' is named '"
              + name
              + "', so that trials that ran again would go into another folder.\n"
              + "Maybe name the folder '"
              + name
              + "' again.");
    }
    Plan plan = Plan.of(configuration);
    String again = "finesweep run " + folder.location(SweepFolder.CONF);
    return new SweepSession(plan, streams, again).run(SweepSession.Broken.RUN_AGAIN);
  }
}
