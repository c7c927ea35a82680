package io.finesweep.engine.dl4j;

import io.finesweep.data.Examples;
import io.finesweep.data.Targets;
import io.finesweep.engine.Predictor;
import io.finesweep.metric.Predictions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.api.Updater;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A DL4J graph that predicts. */
final class Dl4jPredictor implements Predictor {

  private static final int ROWS_AT_ONCE = 256;

  private final ComputationGraph graph;
  private final InputForm form;

  Dl4jPredictor(ComputationGraph graph, InputForm form) {
    this.graph = graph;
    this.form = form;
  }

  @Override
  public Predictions predict(Examples examples) {
    return predictions(examples.targets(), outputs(examples));
  }

  /** What {@code outputs} say of rows with {@code targets}. */
  static Predictions predictions(Targets targets, double[][] outputs) {
    if (targets instanceof Targets.Classes classes) {
      for (double[] row : outputs) {
        normalize(row);
      }
      return new Predictions.Classes(classes.labels(), outputs, classes.names());
    }
    Targets.Numbers numbers = (Targets.Numbers) targets;
    return new Predictions.Numbers(numbers.values(), outputs, numbers.names());
  }

  /** What the network puts out for each row. */
  private double[][] outputs(Examples examples) {
    double[][] outputs = new double[examples.size()][];
    for (int from = 0; from < outputs.length; from += ROWS_AT_ONCE) {
      int rows = Math.min(ROWS_AT_ONCE, outputs.length - from);
      float[] features = examples.numbers(from, rows);
      INDArray output = graph.outputSingle(false, form.array(features, rows, examples.shape()));
      float[] numbers = output.dup('c').data().asFloat();
      int columns = numbers.length / rows;
      for (int row = 0; row < rows; row++) {
        double[] each = new double[columns];
        for (int column = 0; column < columns; column++) {
          each[column] = numbers[row * columns + column];
        }
        outputs[from + row] = each;
      }
    }
    return outputs;
  }

  /** Single precision sums to 1 within its own error only. */
  private static void normalize(double[] probabilities) {
    double sum = Arrays.stream(probabilities).sum();
    for (int i = 0; i < probabilities.length; i++) {
      probabilities[i] /= sum;
    }
  }

  /** Frees without DL4J's own {@code close}, which would collect the whole heap's garbage too. */
  @Override
  public void close() {
    free(graph);
  }

  /** Frees what {@code graph} holds, and the thread's workspaces. */
  static void free(ComputationGraph graph) {
    free(graph.params());
    INDArray gradients = graph.getFlattenedGradients();
    if (gradients != null) {
      free(gradients);
    }
    Updater updater = graph.getUpdater(false) == null ? null : (Updater) graph.getUpdater(false);
    if (updater != null && updater.getStateViewArray() != null) {
      free(updater.getStateViewArray());
    }
    List<MemoryWorkspace> workspaces =
        new ArrayList<>(Nd4j.getWorkspaceManager().getAllWorkspacesForCurrentThread());
    workspaces.forEach(Nd4j.getWorkspaceManager()::destroyWorkspace);
  }

  private static void free(INDArray array) {
    if (array.closeable()) {
      array.close();
    }
  }
}
