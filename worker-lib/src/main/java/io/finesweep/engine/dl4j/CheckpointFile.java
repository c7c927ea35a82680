package io.finesweep.engine.dl4j;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.FrozenLayer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The state of training: a signature, epochs and steps seen, the weights of each layer that is not
 * frozen, and the optimizer's state. What never changes is not in it: recipe and base model bring
 * it again.
 */
final class CheckpointFile {

  private static final int SIGNATURE = 0x46535731; // "FSW1"

  private CheckpointFile() {}

  static void write(ComputationGraph graph, int epochs, Average average, OutputStream out)
      throws IOException {
    DataOutputStream data = new DataOutputStream(out);
    data.writeInt(SIGNATURE);
    data.writeInt(epochs);
    data.writeInt(graph.getIterationCount());
    writeWeights(graph, data);
    INDArray state = graph.getUpdater(true).getStateViewArray();
    writeArray(state == null ? Nd4j.empty() : state, data);
    if (!average.isNone()) {
      average.during(graph, () -> writeWeights(graph, data));
    }
    data.flush();
  }

  private static int writeWeights(ComputationGraph graph, DataOutputStream data)
      throws IOException {
    int written = 0;
    for (Layer layer : graph.getLayers()) {
      if (isTrained(layer)) {
        writeArray(layer.params(), data);
        written++;
      }
    }
    return written;
  }

  private static int readWeights(ComputationGraph graph, DataInputStream data) throws IOException {
    int read = 0;
    for (Layer layer : graph.getLayers()) {
      if (isTrained(layer)) {
        float[] numbers = readArray(data, layer.numParams());
        layer.setParams(Nd4j.create(numbers, new long[] {1, numbers.length}, 'c'));
        read++;
      }
    }
    return read;
  }

  /** What begins each checkpoint: the epochs seen. */
  static int readEpochs(DataInputStream data) throws IOException {
    if (data.readInt() != SIGNATURE) {
      throw new IOException("This is no checkpoint that Finesweep wrote.");
    }
    return data.readInt();
  }

  /** Puts what comes after the epochs into {@code graph} and {@code average}. */
  static void read(DataInputStream data, int epochs, ComputationGraph graph, Average average)
      throws IOException {
    int steps = data.readInt();
    readWeights(graph, data);
    INDArray state = graph.getUpdater(true).getStateViewArray();
    float[] numbers = readArray(data, state == null ? 0 : state.length());
    if (state != null) {
      state.assign(Nd4j.create(numbers, state.shape(), 'c'));
    }
    if (!average.isNone()) {
      average.put(graph, () -> readWeights(graph, data));
    }
    graph.getConfiguration().setIterationCount(steps);
    graph.getConfiguration().setEpochCount(epochs);
  }

  private static boolean isTrained(Layer layer) {
    return !(layer instanceof FrozenLayer) && layer.numParams() > 0;
  }

  private static void writeArray(INDArray array, DataOutputStream out) throws IOException {
    float[] numbers = array.isEmpty() ? new float[0] : array.dup('c').data().asFloat();
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(numbers.length, Float.BYTES));
    bytes.asFloatBuffer().put(numbers);
    out.writeInt(numbers.length);
    out.write(bytes.array());
  }

  private static float[] readArray(DataInputStream in, long expected) throws IOException {
    int length = in.readInt();
    if (length != expected) {
      throw new IOException(
          "The checkpoint has " + length + " numbers where the model has " + expected + ".");
    }
    byte[] bytes = in.readNBytes(Math.multiplyExact(length, Float.BYTES));
    float[] numbers = new float[length];
    ByteBuffer.wrap(Arrays.copyOf(bytes, length * Float.BYTES)).asFloatBuffer().get(numbers);
    if (bytes.length < length * Float.BYTES) {
      throw new IOException("The checkpoint ends too early.");
    }
    return numbers;
  }
}
