package io.finesweep.cli;

import io.finesweep.report.Words;
import io.finesweep.store.Export;
import io.finesweep.store.Rank;
import io.finesweep.store.TableSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the tables of a sweep to files of this machine. */
@Command(
    name = "export",
    description =
        "Write a sweep's tables to a folder of this machine, one file each, or log its trials and"
            + " models to MLflow.",
    mixinStandardHelpOptions = true)
final class ExportCommand extends StreamedCommand {

  @Parameters(paramLabel = "DIR", description = "The sweep's folder, STORE/NAME.")
  private String directory = "";

  @ArgGroup(multiplicity = "1")
  private Target target = new Target();

  /** Where to, and how. */
  private static final class Target {
    @Option(names = "--csv", paramLabel = "FOLDER", description = "As comma-separated values.")
    private @Nullable Path csv;

    @Option(names = "--parquet", paramLabel = "FOLDER", description = "As Parquet files.")
    private @Nullable Path parquet;

    @Option(
        names = "--mlflow",
        paramLabel = "URL",
        description = "Log trials and models to this tracking server of MLflow instead.")
    private @Nullable String mlflow;
  }

  @Option(
      names = "--experiment",
      paramLabel = "NAME",
      description = "With --mlflow: the experiment to log to; the sweep's name without it.")
  private String experiment = "";

  ExportCommand(Main.Streams streams) {
    super(streams);
  }

  @Override
  public Integer call() throws IOException {
    StoredSweep sweep = StoredSweep.at(directory);
    String mlflow = target.mlflow;
    if (mlflow != null) {
      log(sweep, MlflowServer.at(mlflow, System.getenv()));
      return ExitCode.DONE;
    } else if (!experiment.isEmpty()) {
      throw new Mistakes.Mistake(
          "--experiment names an experiment of a tracking server, but none is given.\n"
              + "Maybe add --mlflow http://localhost:5000.");
    }
    List<Rank> best = Ranks.of(sweep.ranking(sweep.history()));
    TableSchema schema = TableSchema.of(sweep.configuration().spec());
    Export export = Export.of(sweep.folder(), schema, sweep.events(), best);
    Path csv = target.csv;
    Path parquet = target.parquet;
    if (csv != null) {
      export.write(csv, Export.Format.CSV).forEach(streams.out()::println);
    } else if (parquet != null) {
      export.write(parquet, Export.Format.PARQUET).forEach(streams.out()::println);
    }
    return ExitCode.DONE;
  }

  private void log(StoredSweep sweep, MlflowServer server) {
    String name = experiment.isEmpty() ? sweep.configuration().spec().name() : experiment;
    MlflowExport.Outcome outcome = new MlflowExport(server, sweep).to(name);
    streams
        .out()
        .println(
            "experiment "
                + name
                + ": "
                + Words.count(outcome.made(), "run")
                + " made, "
                + outcome.renewed()
                + " brought up to date, "
                + outcome.same()
                + " as they were");
    if (!outcome.takesFiles()) {
      streams
          .err()
          .println(
              "Models and cards were not sent: the server keeps artifacts where only its own"
                  + " clients reach them.\nMaybe start it with --serve-artifacts.");
    }
  }
}
