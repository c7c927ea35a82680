package io.finesweep.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Writes the report of a sweep. */
@Command(
    name = "report",
    description = "Write a sweep's report, one HTML file for a browser; it may be running.",
    mixinStandardHelpOptions = true)
final class ReportCommand extends StreamedCommand {

  @Parameters(paramLabel = "DIR", description = "The sweep's folder, STORE/NAME.")
  private String directory = "";

  ReportCommand(Main.Streams streams) {
    super(streams);
  }

  @Override
  public Integer call() {
    streams.out().println(Reports.write(StoredSweep.at(directory)));
    return ExitCode.DONE;
  }
}
