package io.finesweep.spark;

import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a sweep's Spark application. What {@code spark-submit} has set stands; then comes
 * the {@code cluster} section; then what suits a sweep. Only what the sweep's promises rest on is
 * set in any case.
 */
final class SparkSetup {

  /** A lost run is retried by the sweep, which can tell it from a failed one. */
  private static final Map<String, String> REQUIRED =
      Map.of(
          "spark.task.maxFailures", "1",
          "spark.speculation", "false",
          "spark.task.reaper.enabled", "true");

  private static final String PROMETHEUS = "spark.metrics.conf.*.sink.prometheusServlet.";

  private static final Map<String, String> SUITABLE =
      Map.ofEntries(
          Map.entry("spark.locality.wait", "0"),
          // A run that may not go to some executors waits for the others, however long.
          Map.entry("spark.locality.wait.process", "36500d"),
          // Epochs reach the progress line with the heartbeats.
          Map.entry("spark.executor.heartbeatInterval", "3s"),
          Map.entry("spark.scheduler.listenerbus.eventqueue.capacity", "100000"),
          Map.entry("spark.ui.showConsoleProgress", "false"),
          // Where there is a user interface, /metrics/prometheus tells the driver's metrics, under
          // names that are the same in every sweep.
          Map.entry("spark.metrics.namespace", "sweep"),
          Map.entry(PROMETHEUS + "class", "org.apache.spark.metrics.sink.PrometheusServlet"),
          Map.entry(PROMETHEUS + "path", "/metrics/prometheus"),
          // With other load two OpenMP threads that spin collapse.
          Map.entry("spark.executorEnv.OMP_WAIT_POLICY", "passive"));

  private final ClusterSettings settings;
  private final String name;
  private final @Nullable Path applicationJar;

  /**
   * @param name of the application
   * @param applicationJar the jar that executors need, null where they have its classes otherwise
   */
  SparkSetup(ClusterSettings settings, String name, @Nullable Path applicationJar) {
    this.settings = settings;
    this.name = name;
    this.applicationJar = applicationJar;
  }

  /** The whole configuration, on top of what is {@code submitted}, which does not change. */
  SparkConf over(SparkConf submitted) {
    SparkConf conf = submitted.clone();
    conf.setIfMissing("spark.master", settings.master());
    conf.setIfMissing("spark.app.name", name);
    settings.spark().forEach(conf::setIfMissing);
    SUITABLE.forEach(conf::setIfMissing);
    shareOut(conf);
    if (ClusterSettings.isLocal(conf.get("spark.master"))) {
      stayAtHome(conf);
    } else {
      ship(conf);
      MemoryLimits.of(conf).set(conf);
    }
    REQUIRED.forEach(conf::set);
    if (settings.watch().isLimited()) {
      // What cannot be interrupted ends with its executor.
      conf.setIfMissing("spark.task.reaper.killTimeout", "60s");
    }
    return conf;
  }

  private void shareOut(SparkConf conf) {
    conf.setIfMissing("spark.task.cpus", Integer.toString(settings.threadsPerRun()));
    conf.setIfMissing("spark.executorEnv.OMP_NUM_THREADS", conf.get("spark.task.cpus"));
    if (settings.gpusPerRun() > 0) {
      conf.setIfMissing("spark.executor.resource.gpu.amount", "1");
      conf.setIfMissing("spark.task.resource.gpu.amount", Double.toString(settings.gpusPerRun()));
    }
  }

  private static void stayAtHome(SparkConf conf) {
    conf.setIfMissing("spark.ui.enabled", "false");
    conf.setIfMissing("spark.driver.host", "127.0.0.1");
    conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
  }

  private void ship(SparkConf conf) {
    if (applicationJar == null) {
      return;
    }
    String jar = applicationJar.toUri().toString();
    String jars = conf.get("spark.jars", "");
    if (!jars.contains(applicationJar.getFileName().toString())) {
      conf.set("spark.jars", jars.isEmpty() ? jar : jars + "," + jar);
    }
  }
}
