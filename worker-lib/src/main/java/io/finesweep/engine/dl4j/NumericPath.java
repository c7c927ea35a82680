package io.finesweep.engine.dl4j;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.layers.convolution.Conv2D;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.nd4j.nativeblas.NativeOpsHolder;

/** Says what numbers depend on beside recipe, rows and seed. */
final class NumericPath {

  private static final int SIZE = 96;

  private static final Map<String, String> KERNELS = new ConcurrentHashMap<>();

  private NumericPath() {}

  static String describe() {
    String path =
        Nd4j.getBackend().getClass().getSimpleName()
            + " 1.0.0-M2.1; threads "
            + NativeOpsHolder.getInstance().getDeviceNativeOps().ompGetMaxThreads()
            + "; oneDNN "
            + (OneDnn.isOn() ? "on" : "off")
            + "; heads "
            + (PlainHead.isOn() ? "plain" : "dl4j");
    return path + "; kernels " + KERNELS.computeIfAbsent(path, unknown -> kernels());
  }

  /**
   * The last bits of a fixed computation: OpenBLAS and oneDNN pick their kernels by the processor,
   * and they add in different orders.
   */
  private static String kernels() {
    float[] numbers = new float[SIZE * SIZE];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) Math.sin(i);
    }
    CRC32 sum = new CRC32();
    try (INDArray matrix = Nd4j.create(numbers, new long[] {SIZE, SIZE}, 'c');
        INDArray product = matrix.mmul(matrix);
        INDArray wave = Transforms.tanh(product, true)) {
      sum.update(bytes(wave));
    }
    if (OneDnn.isOn()) {
      sum.update(convolved(numbers));
    }
    return Long.toHexString(sum.getValue());
  }

  private static byte[] convolved(float[] numbers) {
    try (INDArray images = Nd4j.create(numbers, new long[] {4, 16, 12, 12}, 'c');
        INDArray weights = Nd4j.create(numbers, new long[] {3, 3, 16, 64}, 'c');
        INDArray convolved =
            Nd4j.exec(
                new Conv2D(images, weights, null, Conv2DConfig.builder().kH(3).kW(3).build()))[0]) {
      return bytes(convolved);
    }
  }

  private static byte[] bytes(INDArray array) {
    float[] numbers = array.dup('c').data().asFloat();
    ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Float.BYTES);
    bytes.asFloatBuffer().put(numbers);
    return bytes.array();
  }
}
