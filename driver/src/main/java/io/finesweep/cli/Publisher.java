package io.finesweep.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.finesweep.analysis.PairedGain;
import io.finesweep.config.Publishing;
import io.finesweep.data.DataOverrides;
import io.finesweep.data.DataSpec;
import io.finesweep.data.Dataset;
import io.finesweep.data.Datasets;
import io.finesweep.fold.FinalModel;
import io.finesweep.fold.FoldRunner;
import io.finesweep.fold.TestRows;
import io.finesweep.metric.Objective;
import io.finesweep.metric.Predictions;
import io.finesweep.spark.HadoopSettings;
import io.finesweep.store.SweepFolder;
import io.finesweep.sweep.SweepSpec;
import io.finesweep.trial.Problem;
import io.finesweep.trial.Settings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Publishes a sweep's winner. {@code current.json} names the model and is replaced in one step, so
 * that whoever reads it finds either what was there or what is there now, and never half of both.
 */
final class Publisher {

  private static final List<String> CARDS = List.of("md", "html");

  /** The file that names what is published now. */
  static final String CURRENT = "current.json";

  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final Publishing publishing;
  private final SweepSpec spec;
  private final SweepFolder sweep;
  private final SweepFolder place;

  Publisher(Publishing publishing, SweepSpec spec, SweepFolder sweep) {
    this.publishing = publishing;
    this.spec = spec;
    this.sweep = sweep;
    this.place = SweepFolder.at(publishing.to(), HadoopSettings.here());
  }

  /** Whether something is to be published, and why. */
  private record Verdict(boolean yes, String why) {}

  /** Publishes {@code product} where it may be; says what was done and why. */
  String publish(Product product) throws IOException {
    String model = "models/" + product.model().sha256() + ".zip";
    if (place.exists(CURRENT) && champion(place).model().equals(model)) {
      return product.name() + " is what " + place.location(CURRENT) + " names already";
    }
    byte[] content = content(sweep, product.model().path());
    Verdict verdict = verdict(content);
    if (!verdict.yes()) {
      return "nothing: " + verdict.why();
    }
    place.publish(model, content);
    for (String ending : CARDS) {
      publishCard(product, model, ending);
    }
    Champion champion =
        new Champion(
            model,
            sweep.location(""),
            product.trials().get(0),
            product.isEnsemble() ? product.trials() : List.of(),
            product.test(),
            TestRule.of(spec.experiment()),
            Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
            verdict.why());
    place.publish(CURRENT, json(champion));
    return place.location(model) + ": " + verdict.why();
  }

  /** Beside the model, under its name; a card that could not be written is missed by nobody. */
  private void publishCard(Product product, String model, String ending) throws IOException {
    String card = Cards.path(product.path(), ending);
    if (sweep.exists(card)) {
      place.publish(model.replaceFirst("zip$", ending), content(sweep, card));
    }
  }

  private Verdict verdict(byte[] challenger) throws IOException {
    if (!place.exists(CURRENT)) {
      return new Verdict(true, "nothing was published there before");
    } else if (publishing.when() == Publishing.When.ALWAYS) {
      return new Verdict(true, "publish.when is always");
    }
    Champion champion = champion(place);
    if (publishing.test() == null && !TestRule.of(spec.experiment()).isKeptBy(champion.rule())) {
      return new Verdict(
          false,
          "the model in place may have been trained on rows of this test set, so that they cannot"
              + " be compared");
    }
    FoldRunner runner = new FoldRunner(HadoopSettings.here(), "driver");
    Predictions theirs = predictions(runner, content(place, champion.model()));
    Predictions ours = predictions(runner, challenger);
    if (!outputs(theirs).equals(outputs(ours))) {
      return new Verdict(false, "the model in place predicts something else: " + outputs(theirs));
    }
    return verdict(theirs, ours);
  }

  private Verdict verdict(Predictions theirs, Predictions ours) {
    if (ours.size() == 0) {
      return new Verdict(false, "there is no test row to compare on");
    }
    Objective objective = spec.terms().objectives().get(0);
    PairedGain gain =
        PairedGain.of(
            theirs, ours, objective, publishing.confidence(), spec.seeds().generator("publish"));
    String shown =
        String.format(
            Locale.ROOT,
            "on %d test rows its %s is better by %.4f than that of the model in place, and by more"
                + " than %.4f with a probability of %s",
            ours.size(),
            objective.metric(),
            gain.gain(),
            gain.lower(),
            publishing.confidence());
    return gain.lower() > publishing.margin()
        ? new Verdict(true, shown)
        : new Verdict(false, shown + ", which does not exceed the margin " + publishing.margin());
  }

  private Predictions predictions(FoldRunner runner, byte[] model) throws IOException {
    FinalModel read = FinalModel.read(new ByteArrayInputStream(model));
    DataOverrides own = publishing.test();
    return own == null
        ? runner.predictTest(read, spec.experiment(), spec.seeds())
        : predictions(read, own);
  }

  /**
   * Refuses rows to compare on that cannot be read: after the sweep it would be late to say so.
   *
   * @throws io.finesweep.data.InvalidData if they cannot be used
   */
  static void requireRows(Publishing publishing, SweepSpec spec) throws IOException {
    if (publishing.test() != null) {
      Datasets.load(data(spec, publishing.test()), HadoopSettings.here());
    }
  }

  /** How rows are read that are not those of the sweep. */
  private static DataSpec data(SweepSpec spec, DataOverrides own) {
    List<Problem> problems = new ArrayList<>();
    Settings settings = own.over(spec.experiment().data());
    DataSpec data = DataSpec.read(settings.section("publish.test", problems));
    if (!problems.isEmpty()) {
      throw new Mistakes.Mistake(problems.get(0).rule() + "\n" + problems.get(0).wayOut());
    }
    return data;
  }

  private Predictions predictions(FinalModel model, DataOverrides own) throws IOException {
    Dataset rows =
        Datasets.loadFor(
            model.preprocessing(),
            model.description().none(),
            data(spec, own),
            HadoopSettings.here());
    try (FinalModel.Opened opened = model.open()) {
      return TestRows.all(rows, "").predictions(opened);
    }
  }

  private static String outputs(Predictions predictions) {
    return predictions instanceof Predictions.Classes classes
        ? "classes " + classes.classes()
        : "numbers " + ((Predictions.Numbers) predictions).outputs();
  }

  /** What is published in {@code place}. */
  static Champion champion(SweepFolder place) throws IOException {
    try (InputStream in = place.open(CURRENT)) {
      return MAPPER.readValue(in.readAllBytes(), Champion.class);
    } catch (JsonProcessingException e) {
      throw new Mistakes.Mistake(
          "'"
              + place.location(CURRENT)
              + "' is not what Finesweep publishes: "
              + e.getOriginalMessage()
              + "\nMaybe the folder is another program's.");
    }
  }

  private static byte[] content(SweepFolder folder, String path) throws IOException {
    try (InputStream in = folder.open(path)) {
      return in.readAllBytes();
    }
  }

  private static byte[] json(Champion champion) {
    try {
      return MAPPER.writeValueAsBytes(champion);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("This cannot be written as JSON: " + champion, e);
    }
  }
}
