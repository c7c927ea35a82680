package io.finesweep.cli;

import io.finesweep.config.SweepConfiguration;
import io.finesweep.fold.FinalModel;
import io.finesweep.fold.FoldRunner;
import io.finesweep.fold.RefitResult;
import io.finesweep.fold.RefitTask;
import io.finesweep.report.Words;
import io.finesweep.spark.HadoopSettings;
import io.finesweep.sweep.SweepSpec;
import io.finesweep.trial.Experiment;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Trains one configuration once and keeps the network, for others to start from. */
@Command(
    name = "pretrain",
    description = {
      "Train a network once, each parameter at its default, on all rows but the test "
          + "set's, and write it as a DL4J file that can be a base model."
    },
    mixinStandardHelpOptions = true)
final class PretrainCommand extends StreamedCommand {

  @Mixin private ConfigurationOptions options = new ConfigurationOptions();

  @Parameters(index = "1", paramLabel = "MODEL", description = "The file to write, a zip.")
  private Path model = Path.of("");

  PretrainCommand(Main.Streams streams) {
    super(streams);
  }

  @Override
  public Integer call() throws IOException {
    SweepConfiguration configuration = options.load();
    Path folder = Files.createTempDirectory("finesweep-pretrain");
    try {
      return report(train(configuration, folder), folder);
    } finally {
      delete(folder);
    }
  }

  private RefitResult train(SweepConfiguration configuration, Path folder) {
    SweepSpec spec = configuration.spec();
    Experiment asked = spec.experiment();
    Experiment experiment =
        asked.located(asked.data(), asked.validation(), folder.toUri().toString());
    RefitTask task =
        new RefitTask(
            new RefitTask.Run(0, 0, spec.terms().full().epochs()),
            0,
            spec.seeds(),
            experiment,
            Plan.standard(configuration));
    FoldRunner runner = new FoldRunner(HadoopSettings.here(), "driver");
    return runner.refit(
        task,
        score ->
            streams
                .err()
                .printf(
                    Locale.ROOT,
                    "epoch %d: training loss %.5f%n",
                    score.epoch(),
                    score.trainingLoss()));
  }

  private int report(RefitResult result, Path folder) throws IOException {
    if (result instanceof RefitResult.Refitted refitted) {
      byte[] artefact = Files.readAllBytes(folder.resolve(refitted.model().path()));
      Path parent = model.toAbsolutePath().getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      Files.write(model, FinalModel.read(new ByteArrayInputStream(artefact)).model());
      refitted.metrics().forEach((name, v) -> streams.out().println(name + " " + Words.number(v)));
      streams.out().println("model " + model.toAbsolutePath());
      return ExitCode.DONE;
    } else if (result instanceof RefitResult.Diverged diverged) {
      throw new Mistakes.Mistake(
          "Training diverged in epoch " + diverged.epoch() + ".\nMaybe lower the learning rate.");
    }
    throw new Mistakes.Mistake(((RefitResult.Failed) result).failure().reason());
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
