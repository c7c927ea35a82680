package io.finesweep.cli;

import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The program {@code finesweep}. */
@Command(
    name = "finesweep",
    description = "Fine-tuning sweeps for the JVM, at cluster scale.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    subcommands = {
      RunCommand.class,
      ValidateCommand.class,
      PlanCommand.class,
      ShowCommand.class,
      ListCommand.class,
      ReportCommand.class,
      DashboardCommand.class,
      NoteCommand.class,
      ExportCommand.class,
      RetryCommand.class,
      DoctorCommand.class,
      PretrainCommand.class,
      PredictCommand.class,
      EvaluateCommand.class,
      BaselinesCommand.class,
      AskTellCommand.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:an error that is none of these",
      "2:wrong use or configuration; nothing was started",
      "3:the sweep stopped early and can be resumed"
    })
public final class Main {

  private Main() {}

  /** What the jar's manifest says. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"finesweep " + (version == null ? "(unpackaged)" : version)};
    }
  }

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    int code = run(new Streams(System.in, out, err), arguments);
    out.flush();
    // YARN takes it for a failure when a driver that it hosts exits by itself, even with code 0.
    if (code != ExitCode.DONE || !isHostedByYarn()) {
      System.exit(code);
    }
  }

  private static boolean isHostedByYarn() {
    return "yarn".equals(System.getProperty("spark.master"))
        && "cluster".equals(System.getProperty("spark.submit.deployMode"));
  }

  /** What a command reads from and writes to. */
  record Streams(InputStream in, PrintStream out, PrintStream err) {}

  /** Runs a command and returns its exit code. */
  static int run(Streams streams, String... arguments) {
    CommandLine line = line(streams);
    if (arguments.length == 0) {
      line.usage(streams.err());
      return ExitCode.WRONG_USE;
    }
    return line.execute(arguments);
  }

  /** The command line with all commands. */
  static CommandLine line(Streams streams) {
    CommandLine.IFactory factory =
        new CommandLine.IFactory() {
          @Override
          public <K> K create(Class<K> type) throws Exception {
            if (StreamedCommand.class.isAssignableFrom(type)) {
              return type.cast(type.getDeclaredConstructor(Streams.class).newInstance(streams));
            }
            return CommandLine.defaultFactory().create(type);
          }
        };
    CommandLine line = new CommandLine(new Main(), factory);
    line.setOut(writer(streams.out()));
    line.setErr(writer(streams.err()));
    line.setExecutionExceptionHandler(
        (exception, command, parsed) -> Mistakes.report(exception, streams.err()));
    return line;
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
  }
}
