package io.finesweep.fold;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.finesweep.data.Dataset;
import io.finesweep.data.Preprocessing;
import io.finesweep.data.Targets;
import io.finesweep.engine.Engine;
import io.finesweep.engine.Engines;
import io.finesweep.engine.FineTuning;
import io.finesweep.engine.Predictor;
import io.finesweep.engine.TestTimeAugmentation;
import io.finesweep.metric.Predictions;
import io.finesweep.metric.Vote;
import io.finesweep.trial.Settings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * A fine-tuned model, or several that predict together, with all that is needed to predict from
 * rows as they were read. Its file is a zip of {@code final-model.json}, {@code preprocessing.json}
 * and the engine's own file, "model"; of further models "model-1" and so on.
 *
 * @param description what it is
 * @param preprocessing fitted on the rows that it was trained on
 * @param models what {@link FineTuning#save} wrote, at least one
 */
public record FinalModel(
    Description description, Preprocessing preprocessing, List<byte[]> models) {

  private static final String DESCRIPTION = "final-model.json";
  private static final String PREPROCESSING = "preprocessing.json";
  private static final String MODEL = "model";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** A file that is something else; the message is for the user. */
  public static final class NoModel extends IOException {
    private static final long serialVersionUID = 1L;

    NoModel(String message) {
      super(message);
    }
  }

  /** What a model predicts. */
  public enum Kind {
    CLASSES,
    NUMBERS
  }

  /**
   * What a model is.
   *
   * @param engine the name of the engine that opens it
   * @param outputs the names of classes or numbers, in order
   * @param votes of each of several models that predict together, above 0; empty for a single one
   * @param views what each model is shown of a row, as {@link TestTimeAugmentation#within} keeps
   *     it; empty where each sees the row alone
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Description(
      String engine, Kind kind, List<String> outputs, List<Integer> votes, List<Settings> views) {
    public Description {
      outputs = List.copyOf(outputs);
      votes = votes == null ? List.of() : List.copyOf(votes); // older files have none
      views = views == null ? List.of() : List.copyOf(views);
    }

    /** What share each model has in a prediction. */
    double[] weights() {
      double all = votes.stream().mapToInt(vote -> vote).sum();
      return votes.isEmpty()
          ? new double[] {1}
          : votes.stream().mapToDouble(vote -> vote / all).toArray();
    }

    /** What the model numbered {@code index} is shown of a row. */
    Settings view(int index) {
      return views.isEmpty() ? Settings.EMPTY : views.get(index);
    }

    private boolean isAlike(Description other) {
      return engine.equals(other.engine)
          && kind == other.kind
          && outputs.equals(other.outputs)
          && votes.equals(other.votes);
    }

    /** What the model puts out, of no row. */
    public Targets none() {
      return kind == Kind.CLASSES
          ? new Targets.Classes(new int[0], outputs)
          : new Targets.Numbers(new double[0][], outputs);
    }
  }

  public FinalModel {
    models = List.copyOf(models);
    if (models.size() != description.weights().length) {
      throw new IllegalArgumentException(
          models.size() + " models beside " + description.weights().length + " votes.");
    }
  }

  /**
   * The only model's file, which can be the next base model.
   *
   * @throws IllegalStateException if several predict together
   */
  public byte[] model() {
    if (models.size() > 1) {
      throw new IllegalStateException("Several models are not one.");
    }
    return models.get(0);
  }

  /**
   * Models that predict together.
   *
   * @param members of the same outputs and preprocessing, each a single model
   * @param votes of each, above 0
   * @throws IllegalArgumentException if they were not trained on the same rows
   */
  public static FinalModel together(List<FinalModel> members, List<Integer> votes) {
    FinalModel first = members.get(0);
    for (FinalModel member : members) {
      if (!member.description.isAlike(first.description)
          || !member.preprocessing.toJson().equals(first.preprocessing.toJson())) {
        throw new IllegalArgumentException(
            "Models that predict together must be trained on the same rows.");
      }
    }
    Description one = first.description;
    return new FinalModel(
        new Description(one.engine, one.kind, one.outputs, votes, views(members)),
        first.preprocessing,
        members.stream().map(FinalModel::model).toList());
  }

  private static List<Settings> views(List<FinalModel> members) {
    List<Settings> views = members.stream().map(each -> each.description.view(0)).toList();
    return views.stream().allMatch(Settings.EMPTY::equals) ? List.of() : views;
  }

  /** This single model, shown {@code views} of each row. */
  FinalModel viewing(Settings views) {
    List<Settings> all = views.equals(Settings.EMPTY) ? List.of() : List.of(views);
    Description one = description;
    return new FinalModel(
        new Description(one.engine, one.kind, one.outputs, one.votes, all), preprocessing, models);
  }

  static FinalModel of(Engine engine, FineTuning tuned, Preprocessing preprocessing, Dataset data)
      throws IOException {
    ByteArrayOutputStream model = new ByteArrayOutputStream();
    tuned.save(model);
    return new FinalModel(describe(engine, data), preprocessing, List.of(model.toByteArray()));
  }

  /** A single model of the targets of {@code data}. */
  static Description describe(Engine engine, Dataset data) {
    Kind kind = data.targets() instanceof Targets.Classes ? Kind.CLASSES : Kind.NUMBERS;
    return new Description(engine.name(), kind, data.targets().names(), List.of(), List.of());
  }

  /** Writes the model's file; {@code out} stays open. */
  public void write(OutputStream out) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    write(zip, DESCRIPTION, MAPPER.writeValueAsBytes(description));
    write(zip, PREPROCESSING, preprocessing.toJson().getBytes(StandardCharsets.UTF_8));
    for (int i = 0; i < models.size(); i++) {
      write(zip, entry(i), models.get(i));
    }
    zip.finish();
    zip.flush();
  }

  private static String entry(int index) {
    return index == 0 ? MODEL : MODEL + "-" + index;
  }

  private static void write(ZipOutputStream zip, String name, byte[] content) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTime(0);
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws NoModel if it is something else
   */
  public static FinalModel read(InputStream in) throws IOException {
    Map<String, byte[]> entries = new HashMap<>();
    ZipInputStream zip = new ZipInputStream(in);
    for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
      entries.put(entry.getName(), zip.readAllBytes());
    }
    byte[] description = entries.get(DESCRIPTION);
    byte[] preprocessing = entries.get(PREPROCESSING);
    if (description == null || preprocessing == null || !entries.containsKey(MODEL)) {
      throw new NoModel(
          "This is no model of a sweep: '"
              + DESCRIPTION
              + "', '"
              + PREPROCESSING
              + "' or '"
              + MODEL
              + "' is missing in it.");
    }
    Description read = MAPPER.readValue(description, Description.class);
    List<byte[]> models = new ArrayList<>();
    for (int i = 0; i < read.weights().length; i++) {
      byte[] model = entries.get(entry(i));
      if (model == null) {
        throw new NoModel("This model is not whole: '" + entry(i) + "' is missing in it.");
      }
      models.add(model);
    }
    return new FinalModel(
        read, Preprocessing.fromJson(new String(preprocessing, StandardCharsets.UTF_8)), models);
  }

  /** Makes it ready to predict, in the thread that asks. */
  public Opened open() throws IOException {
    Engine engine =
        Engines.named(description.engine())
            .orElseThrow(
                () ->
                    new IOException(
                        "The model needs the engine '"
                            + description.engine()
                            + "', which is not on the class path."));
    List<Predictor> predictors = new ArrayList<>();
    try {
      for (int i = 0; i < models.size(); i++) {
        var in = new ByteArrayInputStream(models.get(i));
        Predictor opened = engine.open(in, description.none());
        predictors.add(TestTimeAugmentation.of(description.view(i)).over(opened));
      }
      return new Opened(this, predictors);
    } catch (IOException | RuntimeException e) {
      predictors.forEach(Predictor::close);
      throw e;
    }
  }

  /**
   * A model that is ready to predict.
   *
   * @param predictors one for each of its models
   */
  public record Opened(FinalModel model, List<Predictor> predictors) implements AutoCloseable {

    public Opened {
      predictors = List.copyOf(predictors);
    }

    /** What it says of some rows of {@code data}, in the targets' own units. */
    public Predictions predict(Dataset data, int[] rows) {
      Rows read =
          new Rows(
              model.preprocessing(),
              model.preprocessing().apply(data, new int[0]),
              model.preprocessing().apply(data, new int[0]),
              model.preprocessing().apply(data, rows),
              List.of(),
              data.targets().at(rows));
      Evaluation evaluation =
          new Evaluation(read, List.of(), TestTimeAugmentation.of(Settings.EMPTY));
      return Vote.of(
          predictors.stream().map(evaluation::predictions).toList(), model.description().weights());
    }

    @Override
    public void close() {
      predictors.forEach(Predictor::close);
    }
  }
}
