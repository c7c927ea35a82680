package io.finesweep.cli;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import io.finesweep.analysis.Standing;
import io.finesweep.config.InvalidConfiguration;
import io.finesweep.history.History;
import io.finesweep.metric.Objective;
import io.finesweep.spark.HadoopSettings;
import io.finesweep.store.DamagedStore;
import io.finesweep.store.SweepFolder;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lists the sweeps of a store. */
@Command(
    name = "list",
    description = "List the sweeps of a store.",
    mixinStandardHelpOptions = true)
final class ListCommand extends StreamedCommand {

  @Parameters(paramLabel = "STORE", description = "The folder that holds sweeps' folders.")
  private String store = "";

  ListCommand(Main.Streams streams) {
    super(streams);
  }

  /** One line of the list. */
  private record Line(String name, String status, String trials, String best) {}

  @Override
  public Integer call() {
    List<Line> lines = new ArrayList<>();
    List<String> unreadable = new ArrayList<>();
    Configuration hadoop = HadoopSettings.here();
    SweepFolder whole = SweepFolder.at(store, hadoop);
    if (!whole.exists("")) {
      throw new Mistakes.Mistake(
          "There is no store '" + store + "'.\nMaybe it is relative to another folder.");
    }
    for (String name : whole.list("")) {
      SweepFolder folder = SweepFolder.of(store, name, hadoop);
      try {
        if (folder.isSweep()) {
          lines.add(line(StoredSweep.of(folder)));
        }
      } catch (DamagedStore | InvalidConfiguration e) {
        unreadable.add(name + " cannot be read: " + e.getMessage());
      }
    }
    if (lines.isEmpty() && unreadable.isEmpty()) {
      streams.out().println("There is no sweep in '" + store + "'.");
    } else if (!lines.isEmpty()) {
      show(lines);
    }
    unreadable.forEach(streams.err()::println);
    return unreadable.isEmpty() ? ExitCode.DONE : ExitCode.ERROR;
  }

  private void show(List<Line> lines) {
    streams
        .out()
        .println(
            AsciiTable.getTable(
                AsciiTable.NO_BORDERS,
                lines,
                List.of(
                    left("sweep").with(Line::name),
                    left("status").with(Line::status),
                    left("trials").with(Line::trials),
                    left("best").with(Line::best))));
  }

  private static Column left(String name) {
    return TextColumns.left(name, 120);
  }

  private static Line line(StoredSweep sweep) {
    History history = sweep.history();
    Objective objective = history.terms().objectives().get(0);
    String best =
        sweep
            .ranking(history)
            .winner()
            .filter(winner -> winner.metric(objective.metric()).isPresent())
            .map(winner -> best(winner, objective))
            .orElse("");
    String name = sweep.configuration().spec().name();
    return new Line(name, sweep.status(), Integer.toString(history.trials().size()), best);
  }

  private static String best(Standing standing, Objective objective) {
    return "trial "
        + standing.number()
        + ", "
        + objective.metric()
        + " "
        + standing.metric(objective.metric()).map(RankingText::text).orElse("");
  }
}
