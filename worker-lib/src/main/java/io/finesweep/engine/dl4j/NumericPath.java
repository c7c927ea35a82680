package io.finesweep.engine.dl4j;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.nd4j.nativeblas.NativeOpsHolder;

/** Says what numbers depend on beside recipe, rows and seed. */
final class NumericPath {

  private static final int SIZE = 96;

  private NumericPath() {}

  static String describe() {
    boolean helpersOff =
        Boolean.parseBoolean(
            System.getProperty("org.eclipse.deeplearning4j.helpers.disable", "true"));
    return Nd4j.getBackend().getClass().getSimpleName()
        + " 1.0.0-M2.1; threads "
        + NativeOpsHolder.getInstance().getDeviceNativeOps().ompGetMaxThreads()
        + "; layer helpers "
        + (helpersOff ? "off" : "on")
        + "; kernels "
        + kernels();
  }

  /**
   * The last bits of a fixed computation: OpenBLAS picks its kernels by the processor, and they add
   * in different orders.
   */
  private static String kernels() {
    float[] numbers = new float[SIZE * SIZE];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) Math.sin(i);
    }
    try (INDArray matrix = Nd4j.create(numbers, new long[] {SIZE, SIZE}, 'c');
        INDArray product = matrix.mmul(matrix);
        INDArray wave = Transforms.tanh(product, true)) {
      float[] results = wave.dup('c').data().asFloat();
      ByteBuffer bytes = ByteBuffer.allocate(results.length * Float.BYTES);
      bytes.asFloatBuffer().put(results);
      CRC32 sum = new CRC32();
      sum.update(bytes.array());
      return Long.toHexString(sum.getValue());
    }
  }
}
