package io.finesweep.spark;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.rdd.RDD;
import org.apache.spark.scheduler.ExecutorCacheTaskLocation;
import org.apache.spark.status.api.v1.ExecutorSummary;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;
import scala.collection.JavaConverters;
import scala.collection.Seq;
import scala.reflect.ClassTag$;

/** Looks at each executor of an application. */
public final class Examiner {

  /** Executors that come so many milliseconds after the last one are not waited for. */
  private static final long SETTLING = 3_000;

  private final JavaSparkContext context;

  Examiner(JavaSparkContext context) {
    this.context = context;
  }

  /**
   * Looks at all executors that are there; waits for the first, and then until no more come.
   *
   * @param engine the name of the engine that is to compute
   * @param store a folder that must be writable from each; null where none is
   */
  public List<ExecutorHealth> examine(String engine, @Nullable String store)
      throws InterruptedException {
    context.parallelize(List.of(0), 1).count();
    List<ExecutorHealth> found = new ArrayList<>();
    for (ExecutorSummary executor : settled()) {
      found.add(examine(place(executor), new Examination(engine, store)));
    }
    return found;
  }

  private List<ExecutorSummary> settled() throws InterruptedException {
    List<ExecutorSummary> before = executors();
    while (!ClusterSettings.isLocal(context.master())) {
      Thread.sleep(SETTLING);
      List<ExecutorSummary> now = executors();
      if (now.size() == before.size()) {
        return now;
      }
      before = now;
    }
    return before;
  }

  private List<ExecutorSummary> executors() {
    return JavaConverters.seqAsJavaList(context.sc().statusStore().executorList(true)).stream()
        .filter(executor -> executor.totalCores() > 0)
        .toList();
  }

  private static String place(ExecutorSummary executor) {
    String host = ExecutorTable.host(executor.hostPort());
    return new ExecutorCacheTaskLocation(host, executor.id()).toString();
  }

  private ExecutorHealth examine(String place, Examination examination) {
    Seq<Tuple2<Integer, Seq<String>>> only =
        Examination.sequence(List.of(new Tuple2<>(0, Examination.sequence(List.of(place)))));
    RDD<Integer> rdd = context.sc().makeRDD(only, ClassTag$.MODULE$.<Integer>apply(Integer.class));
    long before = System.currentTimeMillis();
    byte[][] replies =
        (byte[][])
            context.sc().runJob(rdd, examination, ClassTag$.MODULE$.<byte[]>apply(byte[].class));
    long after = System.currentTimeMillis();
    ExecutorHealth told = Packed.unpacked(replies[0], ExecutorHealth.class);
    // It told its time; what passed on the way and in loading natives is no skew.
    long skew = told.skew() < before ? told.skew() - before : Math.max(0, told.skew() - after);
    return new ExecutorHealth(
        told.id(),
        told.host(),
        told.java(),
        told.heap(),
        told.gpus(),
        told.engine(),
        told.store(),
        skew);
  }
}
