package io.finesweep.spark;

import io.finesweep.engine.Engine;
import io.finesweep.engine.Engines;
import io.finesweep.engine.Health;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.jspecify.annotations.Nullable;
import scala.collection.Iterator;
import scala.collection.JavaConverters;
import scala.runtime.AbstractFunction1;

/** The Spark task that looks at the executor which it runs on. */
final class Examination extends AbstractFunction1<Iterator<Integer>, byte[]>
    implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String engine;
  private final @Nullable String store;

  /**
   * @param engine the name of the engine that is to compute
   * @param store a folder that must be writable; null where none is
   */
  Examination(String engine, @Nullable String store) {
    this.engine = engine;
    this.store = store;
  }

  @Override
  public byte[] apply(Iterator<Integer> nothing) {
    SparkEnv environment = SparkEnv.get();
    Health health =
        Engines.named(engine)
            .map(Engine::health)
            .orElseGet(
                () ->
                    new Health(
                        "", List.of(), 0, 0, List.of("There is no engine '" + engine + "'.")));
    return Packed.bytes(
        new ExecutorHealth(
            environment.executorId(),
            environment.blockManager().blockManagerId().host(),
            System.getProperty("java.version"),
            Runtime.getRuntime().maxMemory(),
            gpus(TaskContext.get()),
            health,
            store == null ? "" : trouble(store),
            System.currentTimeMillis()));
  }

  private static String gpus(TaskContext task) {
    return task.resourcesJMap().containsKey("gpu")
        ? String.join(",", task.resourcesJMap().get("gpu").addresses())
        : "";
  }

  private static String trouble(String store) {
    Path file = new Path(store, "_doctor-" + UUID.randomUUID());
    try {
      FileSystem files = file.getFileSystem(HadoopSettings.here());
      files.create(file, false).close();
      files.delete(file, false);
      return "";
    } catch (IOException | RuntimeException e) {
      return "'" + store + "' cannot be written: " + e.getMessage();
    }
  }

  /** The same as a Scala sequence, as Spark wants it. */
  static <T> scala.collection.Seq<T> sequence(List<T> list) {
    return JavaConverters.asScalaBuffer(list).toList();
  }
}
