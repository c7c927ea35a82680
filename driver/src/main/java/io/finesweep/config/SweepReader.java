package io.finesweep.config;

import io.finesweep.schedule.LadderShape;
import io.finesweep.sweep.Cost;
import io.finesweep.sweep.Limits;
import io.finesweep.sweep.SweepSpec;
import io.finesweep.trial.Experiment;
import io.finesweep.trial.Section;
import io.finesweep.trial.Section.Range;
import io.finesweep.trial.Seeds;
import io.finesweep.trial.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what stands directly in the {@code sweep} section, its strategy and its budget. */
final class SweepReader {

  private static final int LONGEST = 100;
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0," + (LONGEST - 1) + "}");

  private final Section sweep;

  SweepReader(Section sweep) {
    this.sweep = sweep;
  }

  /** The sweep's name; the configuration's own where it is not set. */
  String name(String location) {
    String file = location.substring(location.lastIndexOf('/') + 1);
    int dot = file.lastIndexOf('.');
    String name = sweep.text("name", dot > 0 ? file.substring(0, dot) : file);
    if (!NAME.matcher(name).matches()) {
      sweep.problem(
          "name",
          "'"
              + sweep.path("name")
              + "' is '"
              + name
              + "'; it names a folder, so it must be up to"
              + " 100 letters, digits, dots, hyphens and underscores, a letter or digit first.",
          "Maybe '" + folder(name) + "'.");
    }
    return name;
  }

  private static String folder(String name) {
    String near = name.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[^A-Za-z0-9]+", "");
    String fitting = near.substring(0, Math.min(near.length(), LONGEST));
    return fitting.isEmpty() ? "sweep-1" : fitting;
  }

  /** The folder of all sweeps; null where nothing is to be stored. */
  @Nullable String store(Measuring measuring) {
    return measuring == Measuring.OUTSIDE ? sweep.text("store") : sweep.text("store", "sweeps");
  }

  /** The folder of the sweeps' locks; null where they lie in the store. */
  @Nullable String lock() {
    return sweep.text("lock");
  }

  /** What everything random is drawn from. */
  Seeds seeds() {
    return new Seeds(sweep.section("strategy").whole("seed", 42, Range.ANY));
  }

  /** The engine's name. */
  String engine() {
    return sweep.text("engine", "dl4j");
  }

  /** The earlier sweeps to learn from: folders, or {@code latest}. */
  List<String> warmStart() {
    return sweep.texts("warm-start", List.of());
  }

  /** Whether to try what the base model says it was trained with. */
  boolean triesBaseModel() {
    return sweep.flag("try-base-model", true);
  }

  /** The constraints between parameters, as written. */
  List<String> required() {
    return sweep.texts("require", List.of());
  }

  /** How many megabytes of an executor's heap may hold what its runs share. */
  int sharedMemory() {
    return sweep.integer("shared-memory", Experiment.SHARED_MEMORY, Range.NOT_NEGATIVE);
  }

  /** How many megabytes of the store may hold what frozen layers put out. */
  int storedFeatures() {
    return sweep.integer("stored-features", Experiment.STORED_FEATURES, Range.NOT_NEGATIVE);
  }

  /** Whether it is looked at what the winner's answers rest on. */
  boolean explains() {
    return sweep.flag("explain", true);
  }

  /** Which of the files that fold runs leave stay in the store. */
  KeepFiles keepFiles() {
    return sweep.option("keep-files", KeepFiles.NEEDED);
  }

  /** Whether and how trials are to predict together. */
  Ensembling ensembling() {
    Section section = sweep.section("ensemble");
    Ensembling ensembling =
        new Ensembling(
            section.integer("members", 0, Range.NOT_NEGATIVE),
            section.integer("steps", Ensembling.STEPS, Range.atLeast(1)),
            section.integer("candidates", Ensembling.CANDIDATES, Range.atLeast(2)));
    section.end();
    return ensembling;
  }

  /** When to give up on runs and on the sweep. */
  SweepSpec.Rules rules(Settings cluster) {
    int retries =
        cluster.section("cluster", new ArrayList<>()).integer("retries", 2, Range.NOT_NEGATIVE);
    return new SweepSpec.Rules(retries, sweep.integer("give-up-after", 5, Range.atLeast(1)));
  }

  /** The strategy, by names out of {@code vocabulary}. */
  Strategy strategy(Vocabulary vocabulary) {
    Section section = sweep.section("strategy");
    section.has("seed");
    Strategy strategy =
        new Strategy(
            name(section, "sampler", vocabulary.samplers()),
            name(section, "schedule", vocabulary.schedules()),
            section.integer("resolution", 5, Range.atLeast(2)),
            new LadderShape(
                section.integer("reduction", LadderShape.DEFAULT.reduction(), Range.atLeast(2)),
                rungs(section)));
    section.end();
    return strategy;
  }

  private static List<Integer> rungs(Section section) {
    List<Double> numbers = section.numbers("rungs", List.of(), Range.atLeast(1));
    List<Integer> rungs = numbers.stream().map(Double::intValue).toList();
    List<Integer> ascending = rungs.stream().sorted().distinct().toList();
    boolean isWhole = numbers.stream().allMatch(number -> number == number.intValue());
    if (isWhole && rungs.equals(ascending)) {
      return rungs;
    }
    section.problem(
        "rungs",
        "'"
            + section.path("rungs")
            + "' is "
            + section.raw("rungs")
            + "; it must be a list of whole numbers of epochs, each above the one before it.",
        "Maybe write it as " + ascending + ".");
    return List.of();
  }

  private static String name(Section section, String key, Collection<String> known) {
    List<String> names = new ArrayList<>(List.of(Strategy.AUTO));
    names.addAll(known);
    String name = section.text(key, Strategy.AUTO);
    if (names.contains(name)) {
      return name;
    }
    section.notOneOf(key, name, names);
    return Strategy.AUTO;
  }

  /** The budget; everything unbounded where none is set. */
  Limits limits() {
    Section budget = sweep.section("budget");
    Duration time = budget.duration("wall-clock");
    Limits limits =
        new Limits(
            budget.whole("trials", Long.MAX_VALUE, Range.atLeast(1)),
            budget.whole("fold-runs", Long.MAX_VALUE, Range.atLeast(1)),
            budget.whole("epochs", Long.MAX_VALUE, Range.atLeast(1)),
            time == null ? Long.MAX_VALUE : time.toMillis(),
            cost(budget));
    budget.end();
    return limits;
  }

  private static Cost cost(Section budget) {
    double price = budget.number("price", 1, Range.POSITIVE);
    double amount = budget.number("cost", Double.POSITIVE_INFINITY, Range.POSITIVE);
    if (budget.has("price") && !budget.has("cost")) {
      budget.problem(
          "price",
          "'" + budget.path("price") + "' is set, but it bounds nothing without a cost.",
          "Maybe add cost = 100.");
    }
    return new Cost(amount, price);
  }

  /** Whether none of the budget's keys is set. */
  boolean mayHaveNoLimit() {
    if (sweep.has("budget") && !(sweep.raw("budget") instanceof Map)) {
      return false;
    }
    Section budget = sweep.section("budget");
    return Stream.of("trials", "fold-runs", "epochs", "wall-clock", "cost").noneMatch(budget::has);
  }
}
