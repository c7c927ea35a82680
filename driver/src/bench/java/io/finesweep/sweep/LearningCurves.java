package io.finesweep.sweep;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.finesweep.schedule.LadderShape;
import io.finesweep.space.SearchSpace;
import io.finesweep.space.Spaces;
import io.finesweep.trial.Budget;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.Value;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The surrogate of LCBench (Zimmer, Lindauer and Hutter, Auto-PyTorch Tabular, 2021; as a network
 * by Pfisterer et al., YAHPO Gym, 2022): learning curves of networks over 52 epochs on OpenML's
 * tasks.
 */
public final class LearningCurves implements AutoCloseable {

  /** All epochs. */
  public static final int EPOCHS = 52;

  private static final List<String> PARAMETERS =
      List.of(
          "batch_size",
          "learning_rate",
          "momentum",
          "weight_decay",
          "num_layers",
          "max_units",
          "max_dropout");
  private static final int WIDTH = 1 + PARAMETERS.size();
  private static final int[] RUNGS =
      LadderShape.DEFAULT.ladder(new Budget(1, EPOCHS)).rungs().stream()
          .mapToInt(Budget::epochs)
          .toArray();

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private final Map<?, ?> tasks;
  private final Map<String, Map<Configuration, Map<Integer, Point>>> known = new HashMap<>();

  /** Reads {@code model.onnx} and {@code encoding.json} in a folder. */
  public LearningCurves(Path folder) throws IOException, OrtException {
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    options.setIntraOpNumThreads(1);
    this.session = environment.createSession(folder.resolve("model.onnx").toString(), options);
    Map<?, ?> encoding =
        new ObjectMapper().readValue(folder.resolve("encoding.json").toFile(), Map.class);
    this.tasks = (Map<?, ?>) encoding.get("OpenML_task_id");
  }

  /** Where the configurations lie, as the benchmark has it. */
  public static SearchSpace space() {
    return Spaces.space(
        Spaces.logWhole("batch_size", 16, 512),
        Spaces.logReal("learning_rate", 1e-4, 1e-1),
        Spaces.real("momentum", 0.1, 0.99),
        Spaces.real("weight_decay", 1e-5, 1e-1),
        Spaces.whole("num_layers", 1, 5),
        Spaces.logWhole("max_units", 64, 1024),
        Spaces.real("max_dropout", 0, 1));
  }

  /** Seconds since the beginning and accuracy on the validation set, in percent. */
  public record Point(double seconds, double accuracy) {}

  /**
   * Where a configuration stands after {@code epochs}; what was asked once is remembered, and one
   * call of the network tells of all rungs.
   */
  Point at(String task, Configuration configuration, int epochs) {
    Map<Integer, Point> curve =
        known
            .computeIfAbsent(task, t -> new HashMap<>())
            .computeIfAbsent(configuration, c -> points(task, c, RUNGS));
    return curve.computeIfAbsent(epochs, e -> curves(task, List.of(configuration), e)[0][0]);
  }

  private Map<Integer, Point> points(String task, Configuration configuration, int[] epochs) {
    Point[] points = curves(task, List.of(configuration), epochs)[0];
    Map<Integer, Point> curve = new HashMap<>();
    for (int i = 0; i < epochs.length; i++) {
      curve.put(epochs[i], points[i]);
    }
    return curve;
  }

  /** By configuration, the points after each of {@code epochs}; one call of the network. */
  public Point[][] curves(String task, List<Configuration> configurations, int... epochs) {
    int rows = configurations.size() * epochs.length;
    float[] inputs = new float[rows * WIDTH];
    int next = 0;
    for (Configuration configuration : configurations) {
      for (int epoch : epochs) {
        inputs[next++] = epoch;
        for (String parameter : PARAMETERS) {
          inputs[next++] = number(configuration.values().get(parameter));
        }
      }
    }
    int[] codes = new int[rows];
    Arrays.fill(codes, (Integer) tasks.get(task));
    Point[][] points = new Point[configurations.size()][epochs.length];
    float[][] outputs = outputs(codes, inputs);
    for (int row = 0; row < rows; row++) {
      points[row / epochs.length][row % epochs.length] =
          new Point(outputs[row][0], outputs[row][1]);
    }
    return points;
  }

  private float[][] outputs(int[] codes, float[] inputs) {
    try (OnnxTensor categories =
            OnnxTensor.createTensor(
                environment, IntBuffer.wrap(codes), new long[] {codes.length, 1});
        OnnxTensor numbers =
            OnnxTensor.createTensor(
                environment, FloatBuffer.wrap(inputs), new long[] {codes.length, WIDTH});
        OrtSession.Result result = session.run(Map.of("x_cat", categories, "x_cont", numbers))) {
      return (float[][]) result.get(0).getValue();
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  private static float number(Value value) {
    return value instanceof Value.Whole whole
        ? whole.number()
        : (float) ((Value.Real) value).number();
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
