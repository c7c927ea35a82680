package io.finesweep.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.finesweep.analysis.Ranking;
import io.finesweep.analysis.Standing;
import io.finesweep.history.Estimate;
import io.finesweep.history.History;
import io.finesweep.trial.Budget;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what a sweep has come to. */
@Command(
    name = "show",
    description = "Show the trials of a sweep, best first; it may be running.",
    mixinStandardHelpOptions = true)
final class ShowCommand extends StreamedCommand {

  @Parameters(paramLabel = "DIR", description = "The sweep's folder, STORE/NAME.")
  private String directory = "";

  @Option(names = "--json", description = "One JSON object instead of a table.")
  private boolean json;

  ShowCommand(Main.Streams streams) {
    super(streams);
  }

  @Override
  public Integer call() throws JsonProcessingException {
    StoredSweep sweep = StoredSweep.at(directory);
    History history = sweep.history();
    Ranking ranking = sweep.ranking(history);
    if (json) {
      streams.out().println(new ObjectMapper().writeValueAsString(tree(sweep, history, ranking)));
    } else {
      ResultText text = new ResultText(sweep.folder(), sweep.configuration().spec());
      streams.out().println(text.of(history, ranking, Integer.MAX_VALUE));
    }
    return ExitCode.DONE;
  }

  private static Map<String, Object> tree(StoredSweep sweep, History history, Ranking ranking) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", sweep.configuration().spec().name());
    tree.put("status", sweep.status());
    tree.put(
        "trials", ranking.standings().stream().map(standing -> trial(sweep, standing)).toList());
    ranking.hypervolume().ifPresent(volume -> tree.put("hypervolume", volume));
    List<Map<String, Object>> refits =
        history.refits().values().stream()
            .map(
                refit -> {
                  Map<String, Object> model = new LinkedHashMap<>();
                  model.put("number", refit.trial());
                  model.put("test", refit.test());
                  model.put("slots", refit.slots());
                  model.put("model", sweep.folder().location(Models.path(refit.trial())));
                  return model;
                })
            .toList();
    tree.put("models", refits);
    return tree;
  }

  private static Map<String, Object> trial(StoredSweep sweep, Standing standing) {
    Map<String, Object> trial = new LinkedHashMap<>();
    trial.put("rank", standing.rank());
    if (standing.front() > 0) {
      trial.put("front", standing.front());
    }
    trial.put("number", standing.number());
    trial.put("status", standing.status().name().toLowerCase(Locale.ROOT));
    trial.put(
        "parameters", sweep.configuration().spec().fineTuning().plain(standing.configuration()));
    Map<String, Object> metrics = new TreeMap<>();
    standing.metrics().forEach((name, estimate) -> metrics.put(name, metric(estimate)));
    trial.put("metrics", metrics);
    Budget reached = standing.reached();
    Map<String, Object> budget = new LinkedHashMap<>();
    budget.put("folds", reached == null ? 0 : reached.folds());
    budget.put("epochs", reached == null ? 0 : reached.epochs());
    trial.put("budget", budget);
    trial.put("reason", standing.reason());
    return trial;
  }

  /** Mean and standard error over folds; one fold tells nothing of the latter. */
  private static Map<String, Object> metric(Estimate estimate) {
    Map<String, Object> metric = new TreeMap<>();
    metric.put("mean", estimate.mean());
    if (estimate.count() > 1) {
      metric.put("standardError", estimate.standardError());
    }
    return metric;
  }
}
