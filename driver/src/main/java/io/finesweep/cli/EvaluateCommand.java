package io.finesweep.cli;

import com.github.freva.asciitable.AsciiTable;
import io.finesweep.report.Words;
import io.finesweep.spark.HadoopSettings;
import io.finesweep.store.Evaluation;
import io.finesweep.store.Evaluations;
import io.finesweep.store.SweepFolder;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures a model on a data set and keeps what came out in the store. */
@Command(
    name = "evaluate",
    description = {
      "Measure a model on rows with known labels: every metric with its 95%% interval.",
      "The result is kept in the store's table 'evaluations', for the dashboard and "
          + "reports to show models side by side."
    },
    mixinStandardHelpOptions = true)
final class EvaluateCommand extends StreamedCommand {

  private static final int WIDTH = 60;

  @Parameters(
      index = "0",
      paramLabel = "MODEL",
      description = {
        "A model of a sweep, such as STORE/NAME/models/trial-7.zip; the folder of a "
            + "sweep, for its only model or its ensemble; the folder that models are published "
            + "in; or a base model."
      })
  private String model = "";

  @Parameters(
      index = "1",
      paramLabel = "DATA",
      description = {
        "A file, folder or pattern, read as the sweep's data are (of IDX files "
            + "IMAGES,LABELS); or the folder of a sweep, for the rows of its test set."
      })
  private String data = "";

  @Option(
      names = "--like",
      paramLabel = "DIR",
      description = "The sweep that says how DATA are read; by default that of the model.")
  private @Nullable String like;

  @Option(names = "--label", paramLabel = "COLUMN", description = "The column to predict.")
  private @Nullable String label;

  @Option(
      names = "--csv-separator",
      paramLabel = "CHARACTER",
      description = "Read DATA as CSV with fields apart by this character, or tab.")
  private @Nullable String separator;

  @Option(
      names = "--store",
      paramLabel = "STORE",
      description = "Where to keep the result; by default the store of the sweep.")
  private @Nullable String store;

  EvaluateCommand(Main.Streams streams) {
    super(streams);
  }

  @Override
  public Integer call() throws IOException {
    StoredModel stored = StoredModel.at(model);
    StoredSweep test = isSweep(data) ? StoredSweep.at(data) : null;
    Evaluator evaluator = new Evaluator(stored, sweep(stored, test));
    Evaluations evaluations = Evaluations.in(store(evaluator));
    Evaluation evaluation =
        test == null
            ? evaluator.on(new Evaluator.Data(data, label, separator))
            : evaluator.onTestSet(test);
    String kept = evaluations.add(evaluation);
    print(evaluation);
    streams.out().println(kept);
    streams
        .out()
        .println(
            "'finesweep dashboard' and 'finesweep report' show it beside others on these rows.");
    return ExitCode.DONE;
  }

  private @Nullable StoredSweep sweep(StoredModel stored, @Nullable StoredSweep test) {
    if (like != null) {
      return StoredSweep.at(like);
    }
    return isSweep(stored.sweep()) ? StoredSweep.at(stored.sweep()) : test;
  }

  private static boolean isSweep(String folder) {
    return !folder.isEmpty() && SweepFolder.at(folder, HadoopSettings.here()).isSweep();
  }

  private SweepFolder store(Evaluator evaluator) {
    SweepFolder own = evaluator.store();
    if (store != null) {
      return SweepFolder.at(store, HadoopSettings.here());
    } else if (own == null) {
      throw new Mistakes.Mistake(
          "There is no store to keep the result in: '"
              + model
              + "' lies in no sweep's folder.\nMaybe --store STORE, or --like STORE/NAME.");
    }
    return own;
  }

  private void print(Evaluation evaluation) {
    streams
        .out()
        .println(
            AsciiTable.getTable(
                AsciiTable.NO_BORDERS,
                evaluation.figures(),
                List.of(
                    TextColumns.left("metric", WIDTH).with(Evaluation.Figure::metric),
                    TextColumns.right("value", WIDTH).with(f -> Words.number(f.value())),
                    TextColumns.left("95% interval", WIDTH).with(EvaluateCommand::interval))));
    streams.out().println(Words.count(evaluation.rows().count(), "row"));
  }

  private static String interval(Evaluation.Figure figure) {
    Double low = figure.low();
    Double high = figure.high();
    return low == null || high == null ? "" : Words.number(low) + " to " + Words.number(high);
  }
}
