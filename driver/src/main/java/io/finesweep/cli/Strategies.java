package io.finesweep.cli;

import io.finesweep.config.Strategy;
import io.finesweep.config.SweepConfiguration;
import io.finesweep.history.Event;
import io.finesweep.history.History;
import io.finesweep.history.Recorded;
import io.finesweep.sampler.Auto;
import io.finesweep.sampler.Choice;
import io.finesweep.sampler.GaussianProcess;
import io.finesweep.sampler.Grid;
import io.finesweep.sampler.RandomSearch;
import io.finesweep.sampler.Sampler;
import io.finesweep.sampler.Sobol;
import io.finesweep.sampler.Tpe;
import io.finesweep.sampler.TryFirst;
import io.finesweep.schedule.Asha;
import io.finesweep.schedule.Full;
import io.finesweep.schedule.Hyperband;
import io.finesweep.schedule.Median;
import io.finesweep.schedule.Perturbation;
import io.finesweep.schedule.Population;
import io.finesweep.schedule.Race;
import io.finesweep.schedule.Schedule;
import io.finesweep.schedule.ScheduleChoice;
import io.finesweep.space.SearchSpace;
import io.finesweep.trial.Budget;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The catalogue of samplers and schedules, by their names in configuration. */
final class Strategies {

  private static final Map<String, Function<SweepConfiguration, Sampler>> SAMPLERS = samplers();
  private static final Map<String, Function<SweepConfiguration, Schedule>> SCHEDULES = schedules();

  private static final int POPULATION = 10;
  private static final Set<String> OF_THE_NETWORK =
      Set.of("base-model", "sha256", "weights", "freeze-up-to", "optimizer", "epochs", "network");

  /** What the paths begin with of all that a checkpoint's content depends on. */
  private static final List<String> OF_THE_STATE =
      List.of("head.", "network.", "early-stopping.", "unfreezing", "averaging");

  private Strategies() {}

  private static Map<String, Function<SweepConfiguration, Sampler>> samplers() {
    Map<String, Function<SweepConfiguration, Sampler>> samplers = new LinkedHashMap<>();
    samplers.put("grid", c -> new Grid(space(c), c.strategy().resolution(), c.spec().seeds()));
    samplers.put("random", c -> new RandomSearch(space(c)));
    samplers.put("sobol", c -> new Sobol(space(c), c.spec().seeds()));
    samplers.put("gp", c -> new GaussianProcess(space(c), c.spec().seeds()));
    samplers.put("tpe", c -> new Tpe(space(c), c.spec().seeds()));
    samplers.put(Strategy.AUTO, c -> new Auto(space(c), c.spec().seeds()));
    return samplers;
  }

  private static Map<String, Function<SweepConfiguration, Schedule>> schedules() {
    Map<String, Function<SweepConfiguration, Schedule>> schedules = new LinkedHashMap<>();
    schedules.put("full", c -> new Full());
    schedules.put("race", c -> Race.overFolds(c.strategy().ladder().reduction(), c.spec().seeds()));
    schedules.put("asha", c -> new Asha(c.strategy().ladder(), c.spec().seeds()));
    schedules.put("asha-race", c -> Race.afterHalving(c.strategy().ladder(), c.spec().seeds()));
    schedules.put("hyperband", c -> new Hyperband(c.strategy().ladder(), c.spec().seeds()));
    schedules.put("median", c -> new Median(c.strategy().ladder(), c.spec().seeds()));
    schedules.put(
        "pbt",
        c ->
            new Population(
                POPULATION,
                c.strategy().ladder(),
                new Perturbation(space(c), Strategies::isOfTheNetwork),
                c.spec().seeds()));
    return schedules;
  }

  /** Whether a parameter says what the network or the optimizer's state is. */
  private static boolean isOfTheNetwork(String path) {
    return OF_THE_NETWORK.contains(path) || OF_THE_STATE.stream().anyMatch(path::startsWith);
  }

  private static SearchSpace space(SweepConfiguration configuration) {
    return configuration.spec().space();
  }

  static List<String> samplerNames() {
    return SAMPLERS.keySet().stream().filter(name -> !name.equals(Strategy.AUTO)).toList();
  }

  static List<String> scheduleNames() {
    return List.copyOf(SCHEDULES.keySet());
  }

  /**
   * A sampler and a schedule.
   *
   * @param why a sentence for each that was chosen for the user, or that does less than it may seem
   */
  record Chosen(Sampler sampler, Schedule schedule, List<String> why) {
    Chosen {
      why = List.copyOf(why);
    }
  }

  private static ScheduleChoice suited(SweepConfiguration configuration) {
    Budget full = configuration.spec().terms().full();
    // Where the epochs are a parameter, it is the sampler that decides them.
    boolean isParameter = space(configuration).parameter("epochs").isPresent();
    return ScheduleChoice.of(
        configuration.spec().terms().objectives().size(),
        isParameter ? new Budget(full.folds(), 1) : full,
        Math.min(configuration.spec().limits().trials(), space(configuration).size()),
        configuration.strategy().ladder());
  }

  /** The schedules that climb the epochs of a ladder. */
  static boolean climbs(Schedule schedule) {
    return !schedule.name().equals("full") && !schedule.name().equals("race");
  }

  /** Points that nothing is learned from. */
  static Sampler random(SweepConfiguration configuration) {
    return SAMPLERS.getOrDefault("random", c -> new RandomSearch(space(c))).apply(configuration);
  }

  /**
   * What the configuration names, or what suits it.
   *
   * @param recalled what the sweep takes over from before its first trial
   */
  static Chosen choose(SweepConfiguration configuration, Event.Recalled recalled) {
    List<String> why = new ArrayList<>();
    String sampler = configuration.strategy().sampler();
    if (sampler.equals(Strategy.AUTO)) {
      History nothing =
          History.empty(configuration.spec().terms()).with(new Recorded(1, 0, 0, recalled));
      Choice first =
          new Auto(space(configuration), configuration.spec().seeds())
              .choice(nothing, configuration.spec().limits().situation(nothing, 1));
      why.add(first.name() + ": " + first.why());
    }
    String schedule = configuration.strategy().schedule();
    if (schedule.equals(Strategy.AUTO)) {
      ScheduleChoice suited = suited(configuration);
      schedule = suited.schedule();
      why.add(schedule + ": " + suited.why());
    } else if (configuration.spec().terms().objectives().size() > 1 && !schedule.equals("full")) {
      why.add(
          schedule
              + ": It ranks trials by the first objective alone, "
              + configuration.spec().terms().objectives().get(0).metric()
              + "; full trains all that may lie on the front.");
    }
    Sampler searching =
        SAMPLERS.getOrDefault(sampler, c -> new RandomSearch(space(c))).apply(configuration);
    return new Chosen(
        new TryFirst(configuration.tryFirst(), searching),
        SCHEDULES.getOrDefault(schedule, c -> new Full()).apply(configuration),
        why);
  }
}
