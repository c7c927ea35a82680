package io.finesweep.engine.dl4j;

import io.finesweep.data.Examples;
import io.finesweep.engine.FineTuning;
import io.finesweep.engine.Recipe;
import io.finesweep.metric.Predictions;
import io.finesweep.trial.Seeds;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A head being trained in plain arrays, on what frozen layers put out. */
final class PlainFineTuning implements FineTuning {

  private static final int SIGNATURE = 0x46535748; // "FSWH"

  private final PlainHead head;
  private final Examples training;
  private final Recipe recipe;
  private final Batches batches;
  private final Ending<PlainHead> ending;
  private final PlainAverage average;
  private final int batch;
  private final int outputs;
  private final float[] features;
  private final float[] labels;
  private int epochs;

  PlainFineTuning(
      PlainHead head,
      List<Examples> variants,
      Recipe recipe,
      Seeds seeds,
      Ending<PlainHead> ending) {
    this.head = head;
    this.training = variants.get(0);
    this.recipe = recipe;
    this.batches = new Batches(variants, recipe, seeds);
    this.ending = ending;
    this.average = new PlainAverage(recipe, weights(head));
    this.batch = recipe.passes().batchSize();
    this.outputs = training.targets().names().size();
    this.features = new float[batch * training.width()];
    this.labels = new float[batch * outputs];
  }

  @Override
  public int epochs() {
    return epochs;
  }

  @Override
  public double trainEpoch(Runnable betweenBatches) {
    Batches.Epoch epoch = batches.epoch(epochs);
    int stepsPerEpoch = Batches.perEpoch(recipe, training.size());
    double sum = 0;
    for (int rows = epoch.next(); rows > 0 && Double.isFinite(sum); rows = epoch.next()) {
      betweenBatches.run();
      epoch.take(features, labels);
      double rate =
          recipe.descent().learningRate().at(head.steps(), stepsPerEpoch, recipe.epochs());
      sum += head.step(features, labels, rows, rate) * rows;
      average.afterStep(head.steps() - 1);
    }
    epochs++;
    average.afterEpoch(epochs);
    return Double.isFinite(sum) ? sum / epoch.size() : sum;
  }

  @Override
  public Predictions predict(Examples examples) {
    return Average.unchecked(() -> average.during(epochs, () -> predictNow(examples)));
  }

  private Predictions predictNow(Examples examples) {
    double[][] rows = new double[examples.size()][outputs];
    for (int from = 0; from < rows.length; from += batch) {
      int count = Math.min(batch, rows.length - from);
      for (int i = 0; i < count; i++) {
        examples.copy(from + i, features, i * examples.width());
      }
      float[] out = head.forward(features, count);
      for (int i = 0; i < count * outputs; i++) {
        rows[from + i / outputs][i % outputs] = out[i];
      }
    }
    return Dl4jPredictor.predictions(examples.targets(), rows);
  }

  @Override
  public void checkpoint(OutputStream out) throws IOException {
    DataOutputStream data = new DataOutputStream(out);
    data.writeInt(SIGNATURE);
    data.writeInt(epochs);
    data.writeInt(head.steps());
    for (float[] numbers : state()) {
      ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(numbers.length, Float.BYTES));
      bytes.asFloatBuffer().put(numbers);
      data.writeInt(numbers.length);
      data.write(bytes.array());
    }
    data.flush();
  }

  /** Goes on where {@code checkpoint} was written. */
  void resume(InputStream checkpoint) throws IOException {
    DataInputStream data = new DataInputStream(checkpoint);
    if (data.readInt() != SIGNATURE) {
      throw new IOException("This is no checkpoint of a head that Finesweep wrote.");
    }
    epochs = data.readInt();
    head.steps(data.readInt());
    for (float[] numbers : state()) {
      int length = data.readInt();
      if (length != numbers.length) {
        throw new IOException(
            "The checkpoint has " + length + " numbers where the head has " + numbers.length + ".");
      }
      byte[] bytes = new byte[length * Float.BYTES];
      data.readFully(bytes);
      ByteBuffer.wrap(bytes).asFloatBuffer().get(numbers);
    }
  }

  private List<float[]> state() {
    List<float[]> state = weights(head);
    state.addAll(average.means());
    for (UpdateRule rule : head.rules()) {
      state.add(rule.first());
      state.add(rule.second());
      state.add(rule.third());
    }
    return state;
  }

  private static List<float[]> weights(PlainHead head) {
    List<float[]> weights = new ArrayList<>();
    for (PlainLayer layer : head.layers()) {
      weights.add(layer.weights());
      weights.add(layer.biases());
    }
    return weights;
  }

  @Override
  public void save(OutputStream out) throws IOException {
    average.during(
        epochs,
        () -> {
          ending.write(head, out);
          return head;
        });
  }

  @Override
  public void close() {
    // Plain arrays are the collector's.
  }
}
