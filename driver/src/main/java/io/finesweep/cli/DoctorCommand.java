package io.finesweep.cli;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import io.finesweep.config.SweepConfiguration;
import io.finesweep.spark.ClusterSettings;
import io.finesweep.spark.ExecutorHealth;
import io.finesweep.spark.SparkApplication;
import java.util.ArrayList;
import java.util.List;
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
  public Integer call() throws InterruptedException {
    SweepConfiguration configuration =
        location == null ? null : ConfigurationOptions.reader().load(location, overrides);
    ClusterSettings settings = settings(configuration);
    String folder = store != null || configuration == null ? store : configuration.store();
    String engine = configuration == null ? ENGINE : configuration.spec().experiment().engine();
    try (SparkApplication spark = SparkApplication.start(settings, "finesweep doctor")) {
      List<ExecutorHealth> found = spark.examiner().examine(engine, folder);
      streams.out().println(table(found));
      List<String> troubles = troubles(found);
      troubles.forEach(streams.out()::println);
      return troubles.isEmpty() ? ExitCode.DONE : ExitCode.ERROR;
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
            read.runLimit(),
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
            left("gpu").with(DoctorCommand::gpu),
            left("heap").with(health -> megabytes(health.heap())),
            left("off-heap").with(health -> megabytes(health.engine().memory())),
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
    return new Column()
        .header(name)
        .headerAlign(HorizontalAlign.LEFT)
        .dataAlign(HorizontalAlign.LEFT)
        .maxWidth(120);
  }

  private static List<String> troubles(List<ExecutorHealth> found) {
    List<String> troubles = new ArrayList<>();
    for (ExecutorHealth health : found) {
      String where = "executor " + health.id() + " on " + health.host() + ": ";
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
