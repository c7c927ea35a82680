package io.finesweep.cli;

import io.finesweep.data.NewRows;
import io.finesweep.fold.FinalModel;
import io.finesweep.spark.HadoopSettings;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lets a sweep's model predict new rows. */
@Command(
    name = "predict",
    description = {
      "Write what a sweep's model says of new rows, in their order, as one Parquet file.",
      "The rows need the columns that the model learnt from, and no label."
    },
    mixinStandardHelpOptions = true)
final class PredictCommand extends StreamedCommand {

  @Parameters(
      index = "0",
      paramLabel = "MODEL",
      description = "A model of a sweep, such as STORE/NAME/models/trial-7.zip.")
  private String model = "";

  @Parameters(
      index = "1",
      paramLabel = "DATA",
      description =
          "A file, folder or pattern: CSV where it ends in .csv or .csv.gz, else Parquet.")
  private String data = "";

  @Option(
      names = "--to",
      paramLabel = "FILE",
      description = "The file to write; by default ${DEFAULT-VALUE}.")
  private Path to = Path.of("predictions.parquet");

  @Option(names = "--id", paramLabel = "COLUMN", description = "A column to keep as id.")
  private @Nullable String id;

  @Option(
      names = "--csv-separator",
      paramLabel = "CHARACTER",
      description = "Read DATA as CSV with fields apart by this character, or tab.")
  private @Nullable String separator;

  PredictCommand(Main.Streams streams) {
    super(streams);
  }

  @Override
  public Integer call() throws IOException {
    Configuration configuration = HadoopSettings.here();
    FinalModel trained = read(configuration);
    NewRows rows =
        NewRows.read(
            new NewRows.Place(data, format(), id),
            trained.preprocessing(),
            trained.description().none(),
            configuration);
    try (FinalModel.Opened opened = trained.open()) {
      write(new NewPredictions(opened, rows).table().toParquet());
    }
    streams.out().println(rows.data().size() + " rows " + to.toAbsolutePath());
    return ExitCode.DONE;
  }

  private FinalModel read(Configuration configuration) throws IOException {
    var path = new org.apache.hadoop.fs.Path(model);
    try (InputStream in = path.getFileSystem(configuration).open(path)) {
      return FinalModel.read(in);
    } catch (FileNotFoundException e) {
      throw new Mistakes.Mistake(
          "The model '"
              + model
              + "' does not exist.\nMaybe look for it in the sweep's folder"
              + " models/.");
    } catch (FinalModel.NoModel e) {
      throw new Mistakes.Mistake("'" + model + "': " + e.getMessage());
    }
  }

  private NewRows.Format format() {
    String given = separator;
    String name = data.toLowerCase(Locale.ROOT);
    if (given == null) {
      return name.endsWith(".csv") || name.endsWith(".csv.gz")
          ? new NewRows.Format.Csv(',')
          : new NewRows.Format.Parquet();
    } else if (given.equals("tab") || given.equals("\\t")) {
      return new NewRows.Format.Csv('\t');
    } else if (given.length() != 1 || given.equals("\"")) {
      throw new Mistakes.Mistake(
          "--csv-separator is '" + given + "'; it must be one character, or tab.");
    }
    return new NewRows.Format.Csv(given.charAt(0));
  }

  /** Whoever reads while it is written sees the old file or the new one. */
  private void write(byte[] content) throws IOException {
    Path target = to.toAbsolutePath();
    Path parent = target.getParent();
    Files.createDirectories(parent == null ? target : parent);
    Path written = target.resolveSibling(target.getFileName() + ".part");
    Files.write(written, content);
    Files.move(written, target, StandardCopyOption.REPLACE_EXISTING);
  }
}
