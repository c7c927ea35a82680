package io.finesweep.cli;

import io.finesweep.analysis.Standing;
import io.finesweep.history.Event;
import io.finesweep.history.History;
import io.finesweep.metric.Objective;
import io.finesweep.report.Dashboard;
import io.finesweep.spark.HadoopSettings;
import io.finesweep.store.SweepFolder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Writes the index over all sweeps of a store. */
@Command(
    name = "dashboard",
    description = "Write index.html into a store: all its sweeps, with links to their reports.",
    mixinStandardHelpOptions = true)
final class DashboardCommand extends StreamedCommand {

  private static final String PAGE = "index.html";

  @Parameters(paramLabel = "STORE", description = "The folder that holds sweeps' folders.")
  private String store = "";

  DashboardCommand(Main.Streams streams) {
    super(streams);
  }

  @Override
  public Integer call() {
    Configuration hadoop = HadoopSettings.here();
    SweepFolder all = SweepFolder.at(store, hadoop);
    List<Dashboard.Entry> entries = new ArrayList<>();
    for (String name : all.list("")) {
      SweepFolder folder = SweepFolder.of(store, name, hadoop);
      if (folder.isSweep()) {
        entries.add(entry(name, StoredSweep.of(folder)));
      }
    }
    String page = Dashboard.html(all.location(""), entries);
    all.publish(PAGE, page.getBytes(StandardCharsets.UTF_8));
    streams.out().println(all.location(PAGE));
    return ExitCode.DONE;
  }

  private static Dashboard.Entry entry(String name, StoredSweep sweep) {
    History history = sweep.history();
    Objective objective = history.terms().objectives().get(0);
    Optional<Standing> first =
        sweep.ranking(history).standings().stream()
            .filter(s -> s.reason().isEmpty() && s.metric(objective.metric()).isPresent())
            .findFirst();
    Optional<Event.Refitted> refit =
        history.refits().values().stream().reduce((earlier, later) -> later);
    return new Dashboard.Entry(
        name,
        sweep.status(),
        sweep.events().isEmpty() ? 0 : sweep.events().get(0).at(),
        history.trials().size(),
        history.totals().elapsed(),
        objective,
        first.flatMap(s -> s.metric(objective.metric())).orElse(null),
        first.map(Standing::number).orElse(null),
        refit.map(r -> r.test().get(objective.metric())).orElse(null),
        sweep.folder().exists(Reports.PATH) ? name + "/" + Reports.PATH : "",
        sweep.configuration().resolved().values());
  }
}
