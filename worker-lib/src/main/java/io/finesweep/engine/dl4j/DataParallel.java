package io.finesweep.engine.dl4j;

import io.finesweep.data.Examples;
import io.finesweep.engine.Averaging;
import io.finesweep.engine.Head;
import io.finesweep.engine.Recipe;
import io.finesweep.engine.Unfreezing;
import io.finesweep.trial.Seeds;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A graph that several processes train at once, each on rows of its own, and whose weights are
 * averaged every few steps. A batch is dealt out too, so that an epoch has as many steps as in one
 * process, and a step's batches together are as large. How processes are told what to do, and what
 * averages, is not known here.
 */
public final class DataParallel implements AutoCloseable {

  private final Started started;

  private DataParallel(Started started) {
    this.started = started;
  }

  /** The key of what {@code recipe} asks for and one process alone can do; empty for nothing. */
  public static Optional<String> obstacle(Recipe recipe) {
    if (recipe.finish().earlyStopping().isOn()) {
      return Optional.of("early-stopping");
    } else if (!(recipe.finish().averaging() instanceof Averaging.None)) {
      return Optional.of("averaging");
    } else if (recipe.transfer().unfreezing() instanceof Unfreezing.Gradual) {
      return Optional.of("unfreezing");
    } else if (recipe.transfer().l2Sp() > 0) {
      return Optional.of("l2-sp");
    } else if (recipe.head().dropout() > 0
        && recipe.head().dropoutKind() == Head.DropoutKind.SPATIAL) {
      return Optional.of("dropout-kind");
    }
    return Optional.empty();
  }

  /**
   * Begins.
   *
   * @param training all rows
   * @throws io.finesweep.engine.InvalidModel if base model, recipe and rows do not fit together
   */
  public static DataParallel begin(
      Recipe recipe, byte @Nullable [] baseModel, Examples training, long seed) {
    return new DataParallel(Dl4jEngine.started(recipe, baseModel, training, new Seeds(seed)));
  }

  /** What is trained. */
  public ComputationGraph graph() {
    return started.graph();
  }

  /** In which order the graph wants the numbers of a row, for {@link #batches}. */
  public String form() {
    return started.form().name();
  }

  /** Writes the model as a fine-tuning does. */
  public void save(OutputStream out) throws IOException {
    started.ending().write(started.graph(), out);
  }

  /** How many rows a batch of each of {@code processes} has. */
  public static int batchSize(Recipe recipe, int processes) {
    return Math.max(1, recipe.passes().batchSize() / processes);
  }

  /**
   * Some batches of one process.
   *
   * @param form as {@link #form} tells it
   * @param rows those of the process
   * @param size of a batch
   * @param epoch from 0
   * @param from the first of them in the epoch, from 0
   * @param most as many, or as the epoch has left
   * @param seed of the process: of order, augmentation and mixing
   */
  public static List<MultiDataSet> batches(
      Recipe recipe,
      String form,
      Examples rows,
      int size,
      int epoch,
      int from,
      int most,
      long seed) {
    Batches.Epoch batches =
        new Batches(List.of(rows), recipe, size, new Seeds(seed)).epoch(epoch, from);
    int outputs = rows.targets().names().size();
    List<MultiDataSet> some = new ArrayList<>();
    for (int count = batches.next(); count > 0 && some.size() < most; count = batches.next()) {
      float[] features = new float[count * rows.width()];
      float[] labels = new float[count * outputs];
      batches.take(features, labels);
      INDArray input = InputForm.valueOf(form).array(features, count, rows.shape());
      some.add(new MultiDataSet(input, Nd4j.create(labels, new long[] {count, outputs}, 'c')));
    }
    return some;
  }

  /**
   * Makes a process's copy of the graph train as a fine-tuning does: with oneDNN, and with
   * gradients clipped.
   */
  public static void equip(ComputationGraph copy, Recipe recipe) {
    OneDnn.giveTo(copy);
    copy.setListeners(new Gauge(recipe.descent().clipping(), Anchor.NONE));
  }

  @Override
  public void close() {
    Dl4jPredictor.free(started.graph());
  }
}
