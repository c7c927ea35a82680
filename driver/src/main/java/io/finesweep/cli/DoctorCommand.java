package io.finesweep.cli;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import io.finesweep.config.SweepConfiguration;
import io.finesweep.engine.ModelDescription;
import io.finesweep.spark.ClusterSettings;
import io.finesweep.spark.ExecutorHealth;
import io.finesweep.spark.SparkApplication;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Looks at each executor before a sweep does. */
@Command(
    name = "doctor",
    description = "Look at each executor: backend, threads, GPU, memory, store and clock.",
    mixinStandardHelpOptions = true)
final class DoctorCommand extends StreamedCommand {

  private static final String ENGINE = "dl4j";
  private static final double MEGABYTE = 1 << 20;

  /** Where the configuration does not say: the default of fine-tuning.batch-size. */
  private static final int BATCH = 32;

  @Parameters(
      arity = "0..1",
      paramLabel = "CONF",
      description = "A configuration whose cluster and store are meant.")
  private @Nullable String location;

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description = "Sets a value over the file's, for example cluster.threads-per-run=2.")
  private List<String> overrides = new ArrayList<>();

  @Option(names = "--master", paramLabel = "URL", description = "The cluster's master.")
  private @Nullable String master;

  @Option(
      names = "--store",
      paramLabel = "URI",
      description = "A folder that must be writable from each executor.")
  private @Nullable String store;

  DoctorCommand(Main.Streams streams) {
    super(streams);
  }

  @Override
  public Integer call() throws InterruptedException, IOException {
    SweepConfiguration configuration =
        location == null ? null : ConfigurationOptions.reader().load(location, overrides);
    ClusterSettings settings = settings(configuration);
    String folder = store != null || configuration == null ? store : configuration.store();
    Optional<MemoryNeed> need = need(configuration);
    String engine = configuration == null ? ENGINE : configuration.spec().experiment().engine();
    try (SparkApplication spark = SparkApplication.start(settings, "finesweep doctor")) {
      List<ExecutorHealth> found = spark.examiner().examine(engine, folder);
      streams.out().println(table(found));
      need.ifPresent(one -> streams.out().println(needs(one)));
      List<String> troubles = troubles(found);
      need.ifPresent(one -> tooLittle(one, found, troubles));
      troubles.forEach(streams.out()::println);
      return troubles.isEmpty() ? ExitCode.DONE : ExitCode.ERROR;
    }
  }

  /** What a run needs for the base model; empty where no configuration names one. */
  private static Optional<MemoryNeed> need(@Nullable SweepConfiguration configuration)
      throws IOException {
    if (configuration == null) {
      return Optional.empty();
    }
    ModelDescription model = Plan.of(configuration).inspection().baseModel();
    Object batch = Plan.standard(configuration).tree().get("batch-size");
    return model == null
        ? Optional.empty()
        : Optional.of(MemoryNeed.of(model, batch instanceof Number n ? n.intValue() : BATCH));
  }

  private static String needs(MemoryNeed need) {
    return "A run needs about "
        + megabytes(need.bytes())
        + " outside the heap for the base model, at a batch size of "
        + need.batch()
        + ".";
  }

  /** Adds to {@code troubles} each executor that has less memory than a run needs. */
  static void tooLittle(MemoryNeed need, List<ExecutorHealth> found, List<String> troubles) {
    for (ExecutorHealth health : found) {
      if (need.bytes() > health.engine().memory()) {
        troubles.add(
            where(health)
                + "a run needs more memory outside the heap than the limit of "
                + megabytes(health.engine().memory())
                + ".\nMaybe raise spark.executor.memory, or -Dorg.bytedeco.javacpp.maxbytes in"
                + " spark.executor.extraJavaOptions together with spark.executor.memoryOverhead.");
      }
    }
  }

  private ClusterSettings settings(@Nullable SweepConfiguration configuration) {
    ClusterSettings read =
        configuration == null ? ClusterSettings.LOCAL : ClusterText.settings(configuration);
    String url = master;
    return url == null
        ? read
        : new ClusterSettings(
            url,
            read.gpusPerRun(),
            read.retries(),
            read.threadsPerRun(),
            read.watch(),
            read.refit(),
            new TreeMap<>(read.spark()));
  }

  private static String table(List<ExecutorHealth> found) {
    return AsciiTable.getTable(
        AsciiTable.NO_BORDERS,
        found,
        List.of(
            left("executor").with(ExecutorHealth::id),
            left("host").with(ExecutorHealth::host),
            left("java").with(ExecutorHealth::java),
            left("backend").with(health -> health.engine().backend()),
            left("threads").with(health -> Integer.toString(health.engine().threads())),
            left("gpu").with(DoctorCommand::gpu),
            left("heap").with(health -> megabytes(health.heap())),
            left("off-heap").with(health -> megabytes(health.engine().memory())),
            left("store").with(health -> health.store().isEmpty() ? "writable" : "NOT writable"),
            left("clock").with(health -> health.skew() + " ms"),
            left("").with(health -> health.isGood() ? "good" : "BAD")));
  }

  private static String gpu(ExecutorHealth health) {
    String names = String.join("; ", health.engine().accelerators());
    return health.gpus().isEmpty() ? names : health.gpus() + " " + names;
  }

  private static String megabytes(long bytes) {
    return bytes == Long.MAX_VALUE ? "unbounded" : Math.round(bytes / MEGABYTE) + " MB";
  }

  private static Column left(String name) {
    return TextColumns.left(name, 120);
  }

  private static String where(ExecutorHealth health) {
    return "executor " + health.id() + " on " + health.host() + ": ";
  }

  /** What is wrong with these executors, each with its way out. */
  static List<String> troubles(List<ExecutorHealth> found) {
    List<String> troubles = new ArrayList<>();
    for (ExecutorHealth health : found) {
      String where = where(health);
      health.engine().troubles().forEach(trouble -> troubles.add(where + trouble));
      if (!health.store().isEmpty()) {
        troubles.add(where + health.store() + "\nMaybe its user may not write there.");
      }
      if (Math.abs(health.skew()) > ExecutorHealth.MOST_SKEW) {
        troubles.add(
            where
                + "its clock is "
                + health.skew()
                + " ms ahead of the driver's.\nMaybe let the hosts keep time by NTP.");
      }
    }
    long paths = found.stream().map(health -> health.engine().backend()).distinct().count();
    if (paths > 1) {
      troubles.add(
          "The executors compute on different numeric paths: a sweep keeps to the first that"
              + " answers.\nMaybe give all of them the same build, processor and threads.");
    }
    return troubles;
  }
}
