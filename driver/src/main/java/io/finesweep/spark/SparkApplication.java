package io.finesweep.spark;

import java.lang.System.Logger.Level;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;

/** The Spark application that a sweep's runs run in. There is one in a process at a time. */
public final class SparkApplication implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(SparkApplication.class.getName());

  /** Much longer than Spark needs to note its own driver. */
  private static final Duration EVENTS = Duration.ofSeconds(30);

  private final ClusterSettings settings;
  private final JavaSparkContext context;

  private SparkApplication(ClusterSettings settings, JavaSparkContext context) {
    this.settings = settings;
    this.context = context;
  }

  /**
   * Starts an application, on the master that {@code spark-submit} has set or else on that of the
   * settings.
   *
   * @param name for Spark's user interface
   * @throws ClusterUnavailable if the master cannot be reached or has no room for a run
   */
  public static SparkApplication start(ClusterSettings settings, String name) {
    SparkConf conf = new SparkSetup(settings, name, applicationJar()).over(new SparkConf());
    JavaSparkContext context;
    try {
      context = new JavaSparkContext(conf);
    } catch (Exception e) { // Spark throws checked ones that it does not declare
      throw new ClusterUnavailable(
          "Spark could not be started on master '"
              + conf.get("spark.master")
              + "': "
              + e.getMessage()
              + "\nMaybe the master is not there, or its address is wrong: see cluster.master.",
          e);
    }
    if (!ClusterSettings.isLocal(context.master())) {
      LOG.log(Level.INFO, "Each executor may use {0}.", MemoryLimits.of(conf));
    }
    SparkApplication application = new SparkApplication(settings, context);
    try {
      application.refuseTooManyThreads(conf);
    } catch (RuntimeException e) {
      application.close(); // or this process could start no other
      throw e;
    }
    return application;
  }

  /**
   * The master that an application with these settings runs on: spark-submit's word comes first.
   */
  public static String master(ClusterSettings settings) {
    return new SparkConf().get("spark.master", settings.master());
  }

  private void refuseTooManyThreads(SparkConf conf) {
    if (!ClusterSettings.isLocal(context.master())) {
      return;
    }
    ExecutorTable executors = new ExecutorTable(conf);
    awaitEvents();
    executors.read(context.sc());
    if (executors.holdsAny() && !executors.holdARun()) {
      throw new ClusterUnavailable(
          "A run gets "
              + conf.get("spark.task.cpus")
              + " threads, but master '"
              + context.master()
              + "' has only "
              + executors.largest().cores()
              + " cores, so no run could ever start.\nMaybe lower cluster.threads-per-run.");
    }
  }

  /** Until Spark's own records hold what it has told of; the driver's cores are part of that. */
  private void awaitEvents() {
    try {
      context.sc().listenerBus().waitUntilEmpty(EVENTS.toMillis());
    } catch (TimeoutException e) {
      LOG.log(Level.WARNING, "Spark has been slow to tell what it runs on.", e);
    }
  }

  private static @Nullable Path applicationJar() {
    CodeSource source = SparkApplication.class.getProtectionDomain().getCodeSource();
    try {
      Path path = source == null ? null : Path.of(source.getLocation().toURI());
      return path == null || !path.toString().endsWith(".jar") ? null : path;
    } catch (URISyntaxException e) {
      throw new IllegalStateException("The application's jar has no usable path.", e);
    }
  }

  /** A runner that trains folds on this application's executors. */
  public SparkRunner runner() {
    return runner(new FoldsHere());
  }

  /** Refits on this application's executors. */
  public SparkRefits refits() {
    return refits((task, progress) -> ThisExecutor.foldRunner().refit(task, progress));
  }

  /** Refits that do {@code work} on this application's executors. */
  public SparkRefits refits(RefitWork work) {
    return new SparkRefits(context, settings, work);
  }

  /** A runner that does {@code work} on this application's executors. */
  public SparkRunner runner(FoldWork work) {
    return new SparkRunner(context, settings, work);
  }

  /** Puts the gauges of a sweep among the metrics of this application's driver. */
  public SweepGauges gauges() {
    SweepGauges gauges = new SweepGauges();
    SparkEnv.get().metricsSystem().registerSource(gauges);
    return gauges;
  }

  /** Looks at this application's executors. */
  public Examiner examiner() {
    return new Examiner(context);
  }

  /** Spark's own handle. */
  public JavaSparkContext context() {
    return context;
  }

  /** The master that is really used. */
  public String master() {
    return context.master();
  }

  @Override
  public void close() {
    context.close();
  }
}
