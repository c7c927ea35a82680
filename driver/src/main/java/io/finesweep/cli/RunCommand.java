package io.finesweep.cli;

import io.finesweep.config.SweepConfiguration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs a sweep, or carries on with one that was begun. */
@Command(
    name = "run",
    description = "Run a sweep; one that was begun is carried on with.",
    mixinStandardHelpOptions = true)
final class RunCommand extends StreamedCommand {

  @Mixin private ConfigurationOptions options = new ConfigurationOptions();

  RunCommand(Main.Streams streams) {
    super(streams);
  }

  @Override
  public Integer call() throws Exception {
    SweepConfiguration configuration = options.load();
    Plan plan = Plan.of(configuration);
    streams.out().println(new PlanText(plan).summary());
    String again = "finesweep run " + options.commandLine();
    return new SweepSession(plan, streams, again).run(SweepSession.Broken.AS_THEY_ARE);
  }
}
