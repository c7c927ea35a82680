package io.finesweep.cli;

import io.finesweep.data.DatasetDescription;
import io.finesweep.engine.ModelDescription;
import io.finesweep.fold.Inspection;
import io.finesweep.report.Words;
import io.finesweep.schedule.Population;
import io.finesweep.space.Parameter;
import io.finesweep.space.SearchSpace;
import io.finesweep.spark.HadoopSettings;
import io.finesweep.store.SweepFolder;
import io.finesweep.sweep.Limits;
import io.finesweep.sweep.SweepSpec;
import io.finesweep.trial.Budget;
import io.finesweep.trial.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes a plan for people. */
final class PlanText {

  private final Plan plan;
  private final SweepSpec spec;
  private final Budget whole;
  private final List<String> lines = new ArrayList<>();

  PlanText(Plan plan) {
    this.plan = plan;
    this.spec = plan.configuration().spec();
    this.whole = spec.terms().full();
  }

  /** The whole plan. */
  String text() {
    sweep();
    space();
    data();
    model();
    return String.join("\n", lines);
  }

  /** The plan in the few lines that a run begins with. */
  String summary() {
    sweep();
    return String.join("\n", lines);
  }

  private void sweep() {
    line("sweep", spec.name());
    line("objective", objectives());
    spec.terms().bounds().forEach(bound -> line("subject to", bound.toString()));
    line("strategy", plan.chosen().sampler().name() + " × " + plan.chosen().schedule().name());
    plan.chosen().why().forEach(why -> line("", why));
    plan.recollection().lines(plan.base()).forEach(taken -> line("", taken));
    if (plan.chosen().schedule() instanceof Population population) {
      line("rungs", LadderText.line(population, whole));
    } else if (Strategies.climbs(plan.chosen().schedule())) {
      List<String> rungs = LadderText.lines(plan.configuration().strategy().ladder(), whole);
      line("rungs", rungs.get(0));
      rungs.subList(1, rungs.size()).forEach(text -> line("", text));
    }
    int first = plan.configuration().tryFirst().size();
    if (first > 0) {
      line("", first + (first == 1 ? " point is" : " points are") + " tried first.");
    }
    line("budget", budget());
    line(
        "each trial",
        (Strategies.climbs(plan.chosen().schedule()) ? "at most " : "")
            + Words.count(whole.folds(), "fold")
            + " × "
            + whole.epochs()
            + " epochs");
    if (isLessThanOneTrial()) {
      line(
          "", "The budget pays for less than one trial with all its folds: none will be complete.");
    }
    line("cluster", ClusterText.of(plan.configuration()));
    line("results", results());
    String store = plan.configuration().store();
    if (store != null) {
      String[] lock = Places.lock(plan.configuration(), store).split("\n", -1);
      line("lock", lock[0]);
      Arrays.stream(lock).skip(1).forEach(more -> line("", more));
    }
  }

  private String objectives() {
    return spec.terms().objectives().stream()
        .map(o -> o.goal().name().toLowerCase(Locale.ROOT) + " " + o.metric())
        .collect(Collectors.joining(", "));
  }

  private String budget() {
    Limits limits = spec.limits();
    List<String> parts = new ArrayList<>();
    long size = spec.space().size();
    long trials = Math.min(limits.trials(), size);
    if (trials != Long.MAX_VALUE) {
      boolean isAll = trials == size && size < limits.trials();
      boolean isFree = spec.space().constraints().isEmpty();
      String all = isFree ? " (all points of the space)" : " (points that sweep.require leaves)";
      parts.add((isAll && !isFree ? "at most " : "") + trials + " trials" + (isAll ? all : ""));
      parts.add(runs(trials) + " fold runs");
    } else if (limits.foldRuns() != Long.MAX_VALUE) {
      parts.add(limits.foldRuns() + " fold runs");
    }
    if (limits.epochs() != Long.MAX_VALUE) {
      parts.add(limits.epochs() + " epochs");
    }
    if (limits.milliseconds() != Long.MAX_VALUE) {
      parts.add("at most " + Durations.text(limits.milliseconds()));
    }
    if (!limits.cost().isUnbounded()) {
      parts.add(limits.cost().toString());
    }
    return parts.isEmpty() ? "until it is stopped" : String.join(", ", parts);
  }

  private String runs(long trials) {
    return "at most " + Math.min(spec.limits().foldRuns(), trials * whole.folds());
  }

  private boolean isLessThanOneTrial() {
    return spec.limits().foldRuns() < whole.folds()
        || spec.limits().epochs() < (long) whole.folds() * whole.epochs();
  }

  private String results() {
    String store = plan.configuration().store();
    return store == null
        ? "nowhere: sweep.store is not set"
        : SweepFolder.of(store, spec.name(), HadoopSettings.here()).uri();
  }

  private void space() {
    SearchSpace space = spec.space();
    space.constraints().forEach(constraint -> line("require", constraint.text()));
    line("parameters", space.parameters().isEmpty() ? "none" : "");
    for (Parameter parameter : space.parameters()) {
      Parameter.Condition condition = parameter.condition();
      String when =
          condition == null
              ? ""
              : "  where " + condition.parent() + " is " + condition.option().plain();
      lines.add("  " + pad(parameter.path(), 34) + " " + range(parameter) + when);
    }
  }

  private static String range(Parameter parameter) {
    if (parameter instanceof Parameter.Real real) {
      String step = real.step() == null ? "" : " in steps of " + real.step();
      return "real, " + scale(real.scale()) + real.low() + " to " + real.high() + step;
    } else if (parameter instanceof Parameter.Whole whole) {
      String step = whole.step() == 1 ? "" : " in steps of " + whole.step();
      return "whole, " + scale(whole.scale()) + whole.low() + " to " + whole.high() + step;
    }
    Parameter.Choice choice = (Parameter.Choice) parameter;
    String kind = choice.order() == Parameter.Order.ORDINAL ? "ordinal, " : "choice, ";
    return kind
        + choice.options().stream()
            .map(Value::plain)
            .map(String::valueOf)
            .collect(Collectors.joining(" | "));
  }

  private static String scale(Parameter.Scale scale) {
    return scale == Parameter.Scale.LOG ? "log, " : "";
  }

  private void data() {
    Inspection inspection = plan.inspection();
    DatasetDescription data = inspection.data();
    line(
        "data",
        data.rows()
            + " rows"
            + (data.duplicates() > 0
                ? ", " + data.duplicates() + " of them repeat an earlier one"
                : ""));
    DatasetDescription.Dropped dropped = data.dropped();
    part("dropped", dropped.withoutLabel(), "without a label");
    part("dropped", dropped.ofOtherClasses(), "of other classes");
    part("dropped", dropped.withMissingFeatures(), "with a missing feature");
    features(data);
    target(data.target());
    lines.add("  " + pad("test set", 34) + " " + inspection.test() + " rows that no trial sees");
    for (int fold = 0; fold < inspection.folds().size(); fold++) {
      Inspection.Sizes sizes = inspection.folds().get(fold);
      lines.add(
          "  "
              + pad("fold " + fold, 34)
              + " "
              + sizes.training()
              + " training rows, "
              + sizes.validation()
              + " validation rows");
    }
  }

  private void part(String name, int count, String what) {
    if (count > 0) {
      lines.add("  " + pad(name, 34) + " " + count + " rows " + what);
    }
  }

  private void features(DatasetDescription data) {
    int shown = 0;
    for (DatasetDescription.Feature feature : data.features()) {
      if (shown++ == 20) {
        lines.add("  … and " + (data.features().size() - 20) + " more features");
        return;
      }
      String missing = feature.missing() == 0 ? "" : ", " + feature.missing() + " missing";
      lines.add("  " + pad(feature.name(), 34) + " " + feature.kind() + missing);
    }
  }

  private void target(DatasetDescription.Target target) {
    if (target instanceof DatasetDescription.Classes classes) {
      int all = classes.counts().values().stream().mapToInt(Integer::intValue).sum();
      classes
          .counts()
          .forEach(
              (name, count) ->
                  lines.add(
                      String.format(
                          Locale.ROOT,
                          "  %s %d rows, %.1f%%",
                          pad("class " + name, 34),
                          count,
                          100.0 * count / all)));
      return;
    }
    for (DatasetDescription.Output output : ((DatasetDescription.Outputs) target).outputs()) {
      lines.add(
          "  "
              + pad("target " + output.name(), 34)
              + " "
              + Words.number(output.low())
              + " to "
              + Words.number(output.high())
              + ", mean "
              + Words.number(output.mean()));
    }
  }

  private void model() {
    ModelDescription model = plan.inspection().baseModel();
    if (model == null) {
      line("base model", "none: training begins from scratch");
      return;
    }
    line("base model", model.kind() + ", input " + shape(model.input()));
    for (ModelDescription.Layer layer : model.layers()) {
      lines.add(
          "  "
              + pad(layer.name(), 18)
              + " "
              + pad(layer.type(), 22)
              + " "
              + pad(shape(layer.output()), 14)
              + " "
              + pad(layer.parameters() + " weights", 16)
              + frozenBy(model, layer));
    }
  }

  private String frozenBy(ModelDescription model, ModelDescription.Layer layer) {
    List<String> cuts = FrozenLayers.cuts(plan.configuration(), model, layer.name());
    return cuts.isEmpty() ? "" : "frozen by freeze-up-to = " + String.join(", ", cuts);
  }

  private static String shape(List<Integer> shape) {
    return shape.isEmpty()
        ? "?"
        : shape.stream().map(String::valueOf).collect(Collectors.joining("×"));
  }

  private void line(String name, String text) {
    lines.add((pad(name, 12) + text).stripTrailing());
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
