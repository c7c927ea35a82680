package io.finesweep.engine.dl4j;

import io.finesweep.engine.EngineUnavailable;
import io.finesweep.engine.Health;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * Finds out whether ND4J can compute in this process before its natives are loaded: on a GPU that
 * they have no code for they end the process, and say nothing that a user understands.
 */
final class Checkup {

  private static final String CUDA = "org.nd4j.linalg.jcublas.JCublasBackend";

  private static @Nullable Health known;

  private Checkup() {}

  /**
   * Throws if nothing can be computed here.
   *
   * @throws EngineUnavailable with the first trouble
   */
  static void require() {
    Health health = health();
    if (!health.isGood()) {
      throw new EngineUnavailable(health.troubles().get(0));
    }
  }

  /** What was found, once for the process. */
  static synchronized Health health() {
    Health found = known;
    if (found == null) {
      found = isCuda() ? onGpus(Gpus.ofThisMachine(System.getenv())) : loaded(List.of());
      known = found;
    }
    return found;
  }

  private static boolean isCuda() {
    try {
      Class.forName(CUDA, false, Checkup.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  private static Health onGpus(Gpus gpus) {
    List<String> troubles = new ArrayList<>(gpus.troubles());
    return troubles.isEmpty() ? loaded(gpus.names()) : new Health("", gpus.names(), 0, 0, troubles);
  }

  private static Health loaded(List<String> gpus) {
    try {
      String backend = NumericPath.describe(); // loads ND4J
      int threads = NativeOpsHolder.getInstance().getDeviceNativeOps().ompGetMaxThreads();
      long memory = Pointer.maxBytes() > 0 ? Pointer.maxBytes() : Long.MAX_VALUE;
      return new Health(backend, gpus, threads, memory, List.of());
    } catch (LinkageError | RuntimeException e) {
      return new Health("", gpus, 0, 0, List.of(missing(e)));
    }
  }

  private static String missing(Throwable thrown) {
    Throwable cause = thrown;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return "ND4J's natives cannot be loaded on "
        + Gpus.host(System.getenv())
        + ": "
        + cause.getMessage()
        + "\nMaybe the jar was built for another platform ("
        + System.getProperty("os.name")
        + ", "
        + System.getProperty("os.arch")
        + " here), or a library of CUDA is missing: see -Djavacpp.platform and deploy/gpu.";
  }
}
