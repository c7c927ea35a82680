package io.finesweep.cli;

import io.finesweep.config.SweepConfiguration;
import io.finesweep.history.Event;
import io.finesweep.spark.HadoopSettings;
import io.finesweep.store.Journal;
import io.finesweep.store.SweepFolder;
import io.finesweep.sweep.Forecast;
import io.finesweep.sweep.Pace;
import io.finesweep.sweep.SweepSpec;
import io.finesweep.trial.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tells what a sweep would come to, by playing it in simulated time. */
@Command(
    name = "plan",
    description = {
      "Play a sweep in simulated time: trials, epochs, hours, and how busy the slots will be.",
      "Schedule and budget are the configuration's; how good trials are is invented."
    },
    mixinStandardHelpOptions = true)
final class PlanCommand extends StreamedCommand {

  private static final Set<String> LEARNS_NOTHING = Set.of("grid", "random", "sobol");

  @Mixin private ConfigurationOptions options = new ConfigurationOptions();

  @Option(names = "--slots", required = true, description = "How many runs can run at once.")
  private int slots;

  @Option(
      names = "--epoch-seconds",
      description = {
        "How long an epoch on one fold takes, the median over trials.",
        "Without it: as measured by the runs that the sweep has in its store."
      })
  private @Nullable Double seconds;

  @Option(
      names = "--tail",
      defaultValue = "9",
      description = "The 99th percentile of those over their median; ${DEFAULT-VALUE} if not set.")
  private double tail;

  @Option(
      names = "--simulations",
      defaultValue = "5",
      description = "How often to play; ${DEFAULT-VALUE} if not set.")
  private int simulations;

  PlanCommand(Main.Streams streams) {
    super(streams);
  }

  @Override
  public Integer call() throws InterruptedException {
    require("--slots", slots, 1);
    require("--simulations", simulations, 1);
    require("--tail", tail, 1);
    SweepConfiguration configuration = options.load();
    Pace pace = pace(configuration);
    List<Forecast> forecasts = new ArrayList<>();
    for (int simulation = 0; simulation < simulations; simulation++) {
      forecasts.add(played(configuration, simulation, pace));
    }
    String strategy = Strategies.choose(configuration, Event.Recalled.NOTHING).schedule().name();
    streams
        .out()
        .println(
            new ForecastText(slots, pace, configuration.spec().limits().cost())
                .of(strategy, forecasts));
    return ExitCode.DONE;
  }

  private static void require(String option, double value, double least) {
    if (!(value >= least) || Double.isInfinite(value)) {
      throw new Mistakes.Mistake(
          "'"
              + option
              + "' is "
              + (value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value))
              + "; it must be at least "
              + (int) least
              + ".\nMaybe "
              + option
              + " "
              + (int) Math.max(2, least)
              + ".");
    }
  }

  private Forecast played(SweepConfiguration configuration, int simulation, Pace pace)
      throws InterruptedException {
    SweepSpec asked = configuration.spec();
    Seeds seeds = new Seeds(asked.seeds().seed("simulation", simulation));
    SweepConfiguration seeded = configuration.with(asked.seeded(seeds));
    Strategies.Chosen chosen = Strategies.choose(seeded, Event.Recalled.NOTHING);
    // A model of invented scores would only cost time: where it looks changes no duration.
    boolean learns = !LEARNS_NOTHING.contains(chosen.sampler().name());
    return Forecast.of(
        seeded.spec(),
        learns ? Strategies.random(seeded) : chosen.sampler(),
        chosen.schedule(),
        slots,
        pace);
  }

  private Pace pace(SweepConfiguration configuration) {
    if (seconds != null) {
      if (!(seconds > 0) || seconds.isInfinite()) {
        throw new Mistakes.Mistake(
            "'--epoch-seconds' is " + seconds + "; it must be above 0.\nMaybe 20.");
      }
      return new Pace.Spread(seconds * 1000, tail);
    }
    String store = configuration.store();
    if (store != null) {
      SweepFolder folder =
          SweepFolder.of(store, configuration.spec().name(), HadoopSettings.here());
      if (folder.isSweep()) {
        Pace.Measured measured = Pace.Measured.of(Journal.of(folder).events());
        if (!measured.byTrial().isEmpty()) {
          return measured;
        }
      }
    }
    throw new Mistakes.Mistake(
        "How long an epoch takes is not known: the store has no run of this sweep.\n"
            + "Maybe give it, for example --epoch-seconds 20.");
  }
}
