package io.finesweep.spark;

import java.util.Locale;
import org.apache.spark.SparkConf;

/**
 * What an executor may use, in megabytes: DL4J's arrays lie outside the heap, where neither Java
 * nor Spark would bound them, and a manager kills a container that grows beyond its size.
 *
 * @param heap {@code spark.executor.memory}
 * @param outside what arrays may take outside the heap
 * @param all what the process may take in all, its own code and threads included
 */
record MemoryLimits(long heap, long outside, long all) {

  private static final String OPTIONS = "spark.executor.extraJavaOptions";
  private static final String OVERHEAD = "spark.executor.memoryOverhead";
  private static final String BYTES = "org.bytedeco.javacpp.maxbytes";
  private static final String PHYSICAL_BYTES = "org.bytedeco.javacpp.maxphysicalbytes";

  /** What a JVM takes for its code, threads and buffers, beside heap and arrays. */
  private static final long OF_THE_JVM = 1024;

  /**
   * The limits that follow from the memory of an executor: as much outside the heap as inside it,
   * or what a given overhead leaves for it.
   */
  static MemoryLimits of(SparkConf conf) {
    long heap = conf.getSizeAsMb("spark.executor.memory", "1g");
    long overhead = conf.getSizeAsMb(OVERHEAD, overhead(conf, heap) + "m");
    long outside = Math.max(overhead - OF_THE_JVM, overhead / 2);
    return new MemoryLimits(heap, outside, heap + overhead);
  }

  private static long overhead(SparkConf conf, long heap) {
    double factor = conf.getDouble("spark.executor.memoryOverheadFactor", 0);
    return factor > 0 ? (long) (heap * factor) : heap + OF_THE_JVM;
  }

  /** Sets them in {@code conf}, except for those that are set by hand. */
  void set(SparkConf conf) {
    conf.setIfMissing(OVERHEAD, all - heap + "m");
    StringBuilder options = new StringBuilder(conf.get(OPTIONS, ""));
    add(options, BYTES, outside);
    add(options, PHYSICAL_BYTES, all);
    conf.set(OPTIONS, options.toString().strip());
  }

  private static void add(StringBuilder options, String name, long megabytes) {
    if (options.indexOf("-D" + name + "=") < 0) {
      options.append(String.format(Locale.ROOT, " -D%s=%dm", name, megabytes));
    }
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%d MB of heap, %d MB outside it for arrays, %d MB in all",
        heap,
        outside,
        all);
  }
}
