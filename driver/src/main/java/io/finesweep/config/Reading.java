package io.finesweep.config;

import io.finesweep.data.DataSpec;
import io.finesweep.data.ValidationSpec;
import io.finesweep.history.Bound;
import io.finesweep.history.Terms;
import io.finesweep.metric.Objective;
import io.finesweep.space.SearchSpace;
import io.finesweep.space.Template;
import io.finesweep.sweep.Limits;
import io.finesweep.sweep.SweepSpec;
import io.finesweep.trial.Budget;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.Experiment;
import io.finesweep.trial.Problem;
import io.finesweep.trial.Section;
import io.finesweep.trial.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One reading of one configuration. */
final class Reading {

  private static final String REQUIRE = "sweep.require";

  private final Source source;
  private final Vocabulary vocabulary;
  private final List<Problem> problems = new ArrayList<>();
  private final Places places = new Places();
  private final Section top;
  private final Section sweep;
  private final SweepReader reader;

  Reading(Source source, Vocabulary vocabulary) {
    this.source = source;
    this.vocabulary = vocabulary;
    places.addAll("", source.root());
    top = Settings.of(Trees.sorted(source.root())).section("", problems);
    sweep = top.section("sweep");
    top.section(Source.FINE_TUNING);
    reader = new SweepReader(sweep);
  }

  /**
   * What was read.
   *
   * @throws InvalidConfiguration if anything is wrong with it
   */
  SweepConfiguration configuration() {
    String store = reader.store(source.measuring());
    String folder = store == null ? null : source.files().absolute(store);
    String name = reader.name(source.location());
    Strategy strategy = reader.strategy(vocabulary);
    ObjectiveReader measures = new ObjectiveReader(sweep, source.measuring());
    List<Objective> objectives = measures.objectives();
    Settings data = data();
    int folds = folds(data);
    requireOneFold(strategy, folds);
    SpaceReader written = new SpaceReader(Source.FINE_TUNING, places, problems, source.schema());
    Template template = written.read(source.fineTuning());
    SearchSpace space = written.space(REQUIRE, reader.required());
    List<Configuration> tryFirst = new FirstPoints(space, problems).read(sweep);
    new Satisfiability(space, REQUIRE).problem(tryFirst).ifPresent(problems::add);
    List<Bound> bounds = measures.bounds();
    Publishing publishing = Publishing.read(top, objectives.get(0));
    boolean triesBaseModel = reader.triesBaseModel();
    List<NamedSweep> warmStart = warmStart();
    Ensembling ensembling = reader.ensembling();
    KeepFiles keepFiles = reader.keepFiles();
    SweepSpec spec =
        new SweepSpec(
            name,
            space,
            template,
            new Terms(objectives, bounds, new Budget(folds, epochs(space, template, strategy))),
            limits(strategy),
            reader.rules(cluster()),
            reader.seeds(),
            new Experiment(
                reader.engine(),
                data,
                settings(sweep, "validation"),
                measures.metrics(objectives, bounds),
                folder == null ? "" : folder + "/" + name,
                reader.sharedMemory(),
                reader.storedFeatures()));
    String lock = reader.lock();
    boolean explains = reader.explains();
    end();
    return new SweepConfiguration(
        spec,
        strategy,
        tryFirst,
        triesBaseModel,
        warmStart,
        folder,
        lock,
        settings(top, "cluster"),
        publishing,
        ensembling,
        explains,
        keepFiles,
        Resolved.of(source, name));
  }

  private List<NamedSweep> warmStart() {
    List<NamedSweep> named = new ArrayList<>();
    for (String name : reader.warmStart()) {
      String path = "sweep.warm-start." + (named.size() + 1);
      named.add(new NamedSweep(name, path, places.of(path)));
    }
    return named;
  }

  private int epochs(SearchSpace space, Template template, Strategy strategy) {
    FineTuningCheck check = new FineTuningCheck(space, template, source.schema());
    problems.addAll(check.problems(problems));
    problems.addAll(check.problems(strategy, problems));
    return check.epochs();
  }

  private void end() {
    sweep.end();
    top.end();
    problems.removeIf(problem -> source.isBelowAValue(problem.path()));
    if (!problems.isEmpty()) {
      throw new InvalidConfiguration(problems.stream().map(places::locate).toList());
    }
  }

  private Limits limits(Strategy strategy) {
    Limits limits = reader.limits();
    if (reader.mayHaveNoLimit() && !strategy.sampler().equals("grid")) {
      sweep.problem(
          "budget",
          "'sweep.budget' sets no limit, so the sweep might never end.",
          "Maybe set budget = { trials = 64 }, or fold-runs, epochs, wall-clock or cost.");
    }
    return limits;
  }

  private Settings cluster() {
    vocabulary.cluster().accept(top.section("cluster"));
    return settings(top, "cluster");
  }

  private Settings data() {
    Settings data = settings(top, "data");
    if (top.raw("data") instanceof Map) {
      DataSpec.read(top.section("data"));
    } else if (top.has("data")) {
      top.section("data");
    } else if (source.measuring() == Measuring.INSIDE) {
      top.problem(
          "data",
          "'data' is missing: it says where the rows to learn from are.",
          "Maybe add data { format = csv, path = \"rows.csv\", label = column }, or, where another"
              + " program measures the runs, use finesweep ask-tell.");
    }
    return data;
  }

  private void requireOneFold(Strategy strategy, int folds) {
    if (strategy.schedule().equals("pbt") && folds > 1) {
      sweep
          .section("strategy")
          .problem(
              "schedule",
              "'sweep.strategy.schedule' is pbt, which trains one network a trial, but a trial has "
                  + folds
                  + " folds.",
              "Maybe set sweep.validation.folds = 1.");
    }
  }

  private int folds(Settings data) {
    Section section = sweep.section("validation");
    // Without data there is nothing to part, unless the other program parts something itself.
    boolean parted = top.has("data") || source.measuring() == Measuring.INSIDE;
    ValidationSpec validation =
        parted ? ValidationSpec.read(section) : ValidationSpec.readWithoutRows(section);
    if (problems.isEmpty()) {
      validation
          .testData(data)
          .ifPresent(test -> DataSpec.read(test.section(section.path("test"), problems)));
    }
    return validation.allFolds();
  }

  private static Settings settings(Section section, String key) {
    if (!(section.raw(key) instanceof Map<?, ?> map)) {
      return Settings.EMPTY;
    }
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    map.forEach((inner, value) -> tree.put(String.valueOf(inner), value));
    return Settings.of(tree);
  }
}
