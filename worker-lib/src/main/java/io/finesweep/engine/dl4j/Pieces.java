package io.finesweep.engine.dl4j;

import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Numbers of ND4J's arrays where they lie, to be worked on in pieces that fit into caches. */
final class Pieces {

  /** Numbers of a piece. */
  static final int SIZE = 2048;

  private Pieces() {}

  /** Whether {@code array} is one run of single precision numbers in the processor's memory. */
  static boolean canBeMadeOf(INDArray array) {
    boolean row = array.rank() <= 2 && array.length() == array.size(-1) && array.stride(-1) == 1;
    return Nd4j.getEnvironment().isCPU()
        && array.dataType() == DataType.FLOAT
        && array.length() <= Integer.MAX_VALUE
        && (row || DenseOneDnn.isDense(array));
  }

  /** The numbers of {@code array}. */
  static FloatBuffer numbers(INDArray array) {
    return new FloatPointer(array.data().addressPointer()).capacity(array.length()).asBuffer();
  }

  /** The bits of the numbers of {@code array}. */
  static IntBuffer bits(INDArray array) {
    return new IntPointer(array.data().addressPointer()).capacity(array.length()).asBuffer();
  }
}
