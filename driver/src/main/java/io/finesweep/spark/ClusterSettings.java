package io.finesweep.spark;

import io.finesweep.trial.Section;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The {@code cluster} section: where runs run and what each of them gets.
 *
 * @param master the master URL, where {@code spark-submit} has not set one
 * @param gpusPerRun from 0 to 0.5, where runs share a GPU, or 1
 * @param retries how often a run whose executor was lost is run again
 * @param threadsPerRun the cores that a run holds, Spark's {@code spark.task.cpus}
 * @param watch how runs are watched
 * @param refit where the winner is trained on all rows
 * @param spark further settings of Spark, by their full names
 */
public record ClusterSettings(
    String master,
    double gpusPerRun,
    int retries,
    int threadsPerRun,
    Watch watch,
    Refit refit,
    SortedMap<String, String> spark) {

  /** Where the winner is trained on all rows. */
  public enum Refit {
    /** In one slot. */
    LOCAL,
    /** In all slots at once. */
    DISTRIBUTED,
    /** In all slots where that is worth it. */
    AUTO
  }

  /**
   * How runs are watched.
   *
   * @param runLimit how long a run may take; null without a bound
   * @param epochLimit how long a run may take to its first epoch and from one to the next; null
   *     without a bound
   * @param checkpointEvery how long a run trains from one checkpoint to the next
   */
  public record Watch(
      @Nullable Duration runLimit, @Nullable Duration epochLimit, Duration checkpointEvery) {

    /** What holds where nothing is set. */
    public static final Watch DEFAULT = new Watch(null, null, Duration.ofMinutes(5));

    private static Watch read(Section section) {
      Duration every = section.duration("checkpoint-every");
      return new Watch(
          section.duration("run-limit"),
          section.duration("epoch-limit"),
          every == null ? DEFAULT.checkpointEvery : every);
    }

    /** Whether a run may ever be given up. */
    boolean isLimited() {
      return runLimit != null || epochLimit != null;
    }
  }

  /** Settings without a bound on the time of a run. */
  public ClusterSettings(
      String master,
      double gpusPerRun,
      int retries,
      int threadsPerRun,
      SortedMap<String, String> spark) {
    this(master, gpusPerRun, retries, threadsPerRun, Watch.DEFAULT, Refit.AUTO, spark);
  }

  /** What holds where nothing is set: all cores of this machine, one for each run. */
  public static final ClusterSettings LOCAL =
      new ClusterSettings("local[*]", 0, 2, 1, new TreeMap<>());

  private static final Pattern MASTER =
      Pattern.compile(
          "local|local\\[(\\*|[1-9]\\d*)(, *\\d+)?]|local-cluster\\[ *\\d+ *, *\\d+ *, *\\d+ *]"
              + "|yarn|[a-z0-9]+://.+");

  /** Spark gives out a GPU whole, or in equal parts of which at least two fit. */
  private static final double LARGEST_SHARE = 0.5;

  private static final String RETRIES =
      "Maybe set 'cluster.retries': Finesweep itself runs a lost run again.";

  private static final Map<String, String> RESERVED =
      Map.of(
          "spark.master", "Maybe set 'cluster.master'.",
          "spark.task.cpus", "Maybe set 'cluster.threads-per-run'.",
          "spark.task.resource.gpu.amount", "Maybe set 'cluster.gpus-per-run'.",
          "spark.executor.resource.gpu.amount", "An executor owns exactly one GPU.",
          "spark.task.maxFailures", RETRIES,
          "spark.speculation", RETRIES);

  public ClusterSettings {
    spark = Collections.unmodifiableSortedMap(new TreeMap<>(spark));
  }

  /** Reads the {@code cluster} section; what is wrong is added to the section's problems. */
  public static ClusterSettings read(Section section) {
    String master = section.text("master", LOCAL.master);
    if (!MASTER.matcher(master).matches()) {
      section.mustBe(
          "master",
          "'" + master + "'",
          "a master URL: local[*], local[4], spark://host:7077, yarn or k8s://https://host:443");
    }
    ClusterSettings settings =
        new ClusterSettings(
            master,
            gpus(section),
            section.integer("retries", LOCAL.retries, Section.Range.NOT_NEGATIVE),
            section.integer("threads-per-run", LOCAL.threadsPerRun, Section.Range.atLeast(1)),
            Watch.read(section),
            section.option("refit", LOCAL.refit),
            sparkSettings(section));
    section.end();
    return settings;
  }

  private static double gpus(Section section) {
    double gpus = section.number("gpus-per-run", LOCAL.gpusPerRun, Section.Range.NOT_NEGATIVE);
    if (gpus > 1) {
      section.problem(
          "gpus-per-run",
          "'" + section.path("gpus-per-run") + "' is " + gpus + "; it must be at most 1.",
          "Maybe set 1: a run uses one GPU, and more GPUs run more runs at once.");
    } else if (gpus > LARGEST_SHARE && gpus < 1) {
      section.problem(
          "gpus-per-run",
          "'" + section.path("gpus-per-run") + "' is " + gpus + "; it must be at most 0.5, or 1.",
          "Maybe set 0.5, and two runs share a GPU, or 1, and each has its own.");
    }
    return Math.min(gpus, 1);
  }

  private static SortedMap<String, String> sparkSettings(Section section) {
    SortedMap<String, String> settings = new TreeMap<>();
    Section spark = section.section("spark");
    for (String key : spark.keys()) {
      flatten("spark." + key, spark.raw(key), settings);
    }
    settings.forEach(
        (name, value) -> {
          String wayOut = RESERVED.get(name);
          if (wayOut != null) {
            section.problem(
                name, "'" + section.path(name) + "' is set by Finesweep, not by hand.", wayOut);
          }
        });
    settings.keySet().removeAll(RESERVED.keySet());
    return settings;
  }

  private static void flatten(String name, @Nullable Object value, Map<String, String> into) {
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, inner) -> flatten(name + "." + key, inner, into));
    } else if (value != null) {
      into.put(name, String.valueOf(value));
    }
  }

  /** Whether the driver's own machine and process run everything. */
  boolean isLocal() {
    return isLocal(master);
  }

  static boolean isLocal(String master) {
    return master.equals("local") || master.startsWith("local[");
  }
}
