package io.finesweep.cli;

import io.finesweep.analysis.Measured;
import io.finesweep.data.DatasetDescription;
import io.finesweep.fold.FinalModel;
import io.finesweep.fold.FoldRunner;
import io.finesweep.fold.Inspection;
import io.finesweep.fold.TestRows;
import io.finesweep.metric.Predictions;
import io.finesweep.report.ModelCard;
import io.finesweep.report.Words;
import io.finesweep.spark.HadoopSettings;
import io.finesweep.store.SweepFolder;
import io.finesweep.sweep.SweepSpec;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.Section;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes the card of a model beside it. */
final class Cards {

  private static final System.Logger LOG = System.getLogger(Cards.class.getName());

  private final Plan plan;
  private final SweepFolder folder;
  private final FoldRunner runner = new FoldRunner(HadoopSettings.here(), "driver");

  Cards(Plan plan, SweepFolder folder) {
    this.plan = plan;
    this.folder = folder;
  }

  /** Where the card of the model at {@code model} is. */
  static String path(String model, String ending) {
    return model.replaceFirst("\\.zip$", "." + ending);
  }

  /** Writes the card of a model as Markdown and as HTML. */
  void write(StoredSweep sweep, Product product) {
    ModelCard.Model model = new ModelCard.Model(product.trials(), product.test(), product.model());
    ModelCard.Texts card = ModelCard.of(Reports.record(sweep), model, subject(sweep, product));
    publish(path(product.path(), "md"), card.markdown());
    publish(path(product.path(), "html"), card.html());
  }

  private void publish(String path, String text) {
    folder.publish(path, text.getBytes(StandardCharsets.UTF_8));
  }

  private ModelCard.Subject subject(StoredSweep sweep, Product product) {
    return new ModelCard.Subject(
        purpose(),
        folder.location(product.path()),
        data(),
        settings(sweep, product),
        plan.inspection().test(),
        plan.inspection().test() == 0 ? null : tested(product));
  }

  /** The test set again, for what no single number tells. */
  private ModelCard.@Nullable Tested tested(Product product) {
    SweepSpec spec = plan.configuration().spec();
    try (InputStream in = folder.open(product.path())) {
      TestRows rows = runner.testRows(spec.experiment(), spec.seeds());
      try (FinalModel.Opened opened = FinalModel.read(in).open()) {
        Predictions predictions = rows.predictions(opened);
        return new ModelCard.Tested(predictions, Measured.of(predictions, rows.sha256()));
      }
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.WARNING, "The card has no intervals on the test set: {0}", e.getMessage());
      return null;
    }
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

  private Map<String, String> settings(StoredSweep sweep, Product product) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (int trial : product.trials()) {
      String whose = whose(product, trial);
      Configuration point = sweep.history().trial(trial).configuration();
      new TreeMap<>(plan.configuration().spec().fineTuning().fill(point).tree())
          .forEach((key, value) -> settings.put(whose + key, Section.shown(value)));
    }
    settings.put("seed", Long.toString(plan.configuration().spec().seeds().sweep()));
    String base = plan.configuration().resolved().values().get("fine-tuning.base-model");
    if (base == null) {
      product.trials().forEach(trial -> searchedBaseModel(sweep, product, trial, settings));
    } else {
      baseModel(base, settings);
    }
    return settings;
  }

  private static String whose(Product product, int trial) {
    return product.isEnsemble() ? "trial " + trial + ": " : "";
  }

  /** As it is written, not where this machine found it. */
  private void baseModel(String base, Map<String, String> settings) {
    String sha256 = plan.inspection().baseModelSha256();
    settings.keySet().removeIf(key -> key.endsWith("base-model"));
    settings.put("base-model", base);
    if (sha256 != null) {
      settings.put("SHA-256 of the base model", sha256);
    }
  }

  /** Where base models are searched among, the hash of the one that this trial began with. */
  private void searchedBaseModel(
      StoredSweep sweep, Product product, int trial, Map<String, String> settings) {
    SweepSpec spec = plan.configuration().spec();
    Configuration point = sweep.history().trial(trial).configuration();
    try {
      runner
          .baseModelSha256(spec.experiment(), spec.seeds(), spec.fineTuning().fill(point))
          .ifPresent(
              hash -> settings.put(whose(product, trial) + "SHA-256 of the base model", hash));
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.WARNING, "The card has no hash of the base model: {0}", e.getMessage());
    }
  }
}
