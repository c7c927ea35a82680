package io.finesweep.cli;

import io.finesweep.data.DatasetDescription;
import io.finesweep.fold.Inspection;
import io.finesweep.history.Event;
import io.finesweep.report.ModelCard;
import io.finesweep.report.Words;
import io.finesweep.store.SweepFolder;
import io.finesweep.sweep.SweepSpec;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.Section;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes the card of a model beside it. */
final class Cards {

  private final Plan plan;
  private final SweepFolder folder;

  Cards(Plan plan, SweepFolder folder) {
    this.plan = plan;
    this.folder = folder;
  }

  /** Where the card of the model at {@code model} is. */
  static String path(String model, String ending) {
    return model.replaceFirst("\\.zip$", "." + ending);
  }

  /** Writes the card of the model of {@code refit} as Markdown and as HTML. */
  void write(StoredSweep sweep, Event.Refitted refit) {
    Configuration point = sweep.history().trial(refit.trial()).configuration();
    ModelCard.Texts card = ModelCard.of(Reports.record(sweep), refit, subject(refit, point));
    publish(path(Models.path(refit.trial()), "md"), card.markdown());
    publish(path(Models.path(refit.trial()), "html"), card.html());
  }

  private void publish(String path, String text) {
    folder.publish(path, text.getBytes(StandardCharsets.UTF_8));
  }

  private ModelCard.Subject subject(Event.Refitted refit, Configuration point) {
    return new ModelCard.Subject(
        purpose(),
        folder.location(Models.path(refit.trial())),
        data(),
        settings(point),
        plan.inspection().test());
  }

  private String purpose() {
    SweepSpec spec = plan.configuration().spec();
    String objective =
        spec.terms().objectives().stream().map(o -> o.metric()).collect(Collectors.joining(", "));
    String chosen = ", chosen for its " + objective + ".";
    if (plan.inspection().data().target() instanceof DatasetDescription.Classes classes) {
      return "Tells the classes "
          + String.join(", ", classes.counts().keySet())
          + " apart"
          + chosen;
    }
    DatasetDescription.Outputs outputs =
        (DatasetDescription.Outputs) plan.inspection().data().target();
    String names =
        outputs.outputs().stream()
            .map(DatasetDescription.Output::name)
            .collect(Collectors.joining(", "));
    return "Predicts " + names + chosen;
  }

  private Map<String, String> data() {
    Inspection inspection = plan.inspection();
    Map<String, String> facts = new LinkedHashMap<>();
    plan.configuration()
        .resolved()
        .values()
        .forEach(
            (key, value) -> {
              if (key.startsWith("data.")) { // secrets are redacted there
                facts.put(key, value);
              }
            });
    facts.put("SHA-256 of the data as read", inspection.contentHash());
    facts.put("rows", Integer.toString(inspection.data().rows()));
    facts.put("rows of the test set", Integer.toString(inspection.test()));
    if (inspection.data().target() instanceof DatasetDescription.Classes classes) {
      classes
          .counts()
          .forEach((name, count) -> facts.put("class " + name, Words.count(count, "row")));
    } else if (inspection.data().target() instanceof DatasetDescription.Outputs outputs) {
      for (DatasetDescription.Output output : outputs.outputs()) {
        facts.put(output.name(), Words.number(output.low()) + " to " + Words.number(output.high()));
      }
    }
    return facts;
  }

  private Map<String, String> settings(Configuration point) {
    Map<String, String> settings = new LinkedHashMap<>();
    new TreeMap<>(plan.configuration().spec().fineTuning().fill(point).tree())
        .forEach((key, value) -> settings.put(key, Section.shown(value)));
    String base = plan.configuration().resolved().values().get("fine-tuning.base-model");
    if (base != null) {
      settings.put("base-model", base);
    }
    settings.put("seed", Long.toString(plan.configuration().spec().seeds().sweep()));
    return settings;
  }
}
