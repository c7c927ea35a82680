package io.finesweep.fold;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.finesweep.data.Dataset;
import io.finesweep.data.Preprocessing;
import io.finesweep.data.Targets;
import io.finesweep.engine.Engine;
import io.finesweep.engine.Engines;
import io.finesweep.engine.FineTuning;
import io.finesweep.engine.Predictor;
import io.finesweep.metric.Predictions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * A fine-tuned model with all that it needs to predict from rows as they were read. Its file is a
 * zip of {@code final-model.json}, {@code preprocessing.json} and {@code model}, the engine's own
 * file.
 *
 * @param description what it is
 * @param preprocessing fitted on the rows that it was trained on
 * @param model what {@link FineTuning#save} wrote; it can be the next base model
 */
public record FinalModel(Description description, Preprocessing preprocessing, byte[] model) {

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
   */
  public record Description(String engine, Kind kind, List<String> outputs) {
    public Description {
      outputs = List.copyOf(outputs);
    }

    /** What the model puts out, of no row. */
    public Targets none() {
      return kind == Kind.CLASSES
          ? new Targets.Classes(new int[0], outputs)
          : new Targets.Numbers(new double[0][], outputs);
    }
  }

  static FinalModel of(Engine engine, FineTuning tuned, Preprocessing preprocessing, Dataset data)
      throws IOException {
    ByteArrayOutputStream model = new ByteArrayOutputStream();
    tuned.save(model);
    Kind kind = data.targets() instanceof Targets.Classes ? Kind.CLASSES : Kind.NUMBERS;
    Description description = new Description(engine.name(), kind, data.targets().names());
    return new FinalModel(description, preprocessing, model.toByteArray());
  }

  /** Writes the model's file; {@code out} stays open. */
  public void write(OutputStream out) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    write(zip, DESCRIPTION, MAPPER.writeValueAsBytes(description));
    write(zip, PREPROCESSING, preprocessing.toJson().getBytes(StandardCharsets.UTF_8));
    write(zip, MODEL, model);
    zip.finish();
    zip.flush();
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
    byte[] model = entries.get(MODEL);
    if (description == null || preprocessing == null || model == null) {
      throw new NoModel(
          "This is no model of a sweep: '"
              + DESCRIPTION
              + "', '"
              + PREPROCESSING
              + "' or '"
              + MODEL
              + "' is missing in it.");
    }
    return new FinalModel(
        MAPPER.readValue(description, Description.class),
        Preprocessing.fromJson(new String(preprocessing, StandardCharsets.UTF_8)),
        model);
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
    return new Opened(this, engine.open(new ByteArrayInputStream(model), description.none()));
  }

  /** A model that is ready to predict. */
  public record Opened(FinalModel model, Predictor predictor) implements AutoCloseable {

    /** What it says of some rows of {@code data}, in the targets' own units. */
    public Predictions predict(Dataset data, int[] rows) {
      Rows read =
          new Rows(
              model.preprocessing(),
              model.preprocessing().apply(data, new int[0]),
              model.preprocessing().apply(data, rows),
              data.targets().at(rows));
      return new Evaluation(read, List.of()).predictions(predictor);
    }

    @Override
    public void close() {
      predictor.close();
    }
  }
}
