package io.finesweep.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Checks a configuration and prints what a run would do. */
@Command(
    name = "validate",
    description = "Check a configuration and print what a run would do; nothing is started.",
    mixinStandardHelpOptions = true)
final class ValidateCommand extends StreamedCommand {

  @Mixin private ConfigurationOptions options = new ConfigurationOptions();

  ValidateCommand(Main.Streams streams) {
    super(streams);
  }

  @Override
  public Integer call() throws Exception {
    streams.out().println(new PlanText(Plan.of(options.load())).text());
    return ExitCode.DONE;
  }
}
