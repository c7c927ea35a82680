package io.finesweep.cli;

import io.finesweep.config.SweepConfiguration;
import io.finesweep.spark.ClusterSettings;
import io.finesweep.spark.SparkApplication;
import java.util.ArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes where a sweep's runs run. */
final class ClusterText {

  private static final Pattern LOCAL = Pattern.compile("local(\\[(\\*|\\d+)(,\\s*\\d+)?])?");

  private ClusterText() {}

  /** "local[*]: 2 slots", with a warning where slots would stay idle. */
  static String of(SweepConfiguration configuration) {
    ClusterSettings settings = settings(configuration);
    String master = SparkApplication.master(settings);
    Matcher local = LOCAL.matcher(master);
    if (!local.matches()) {
      return master + ": as many slots as its executors have cores for";
    }
    String count = local.group(2);
    int cores =
        count == null
            ? 1
            : count.equals("*")
                ? Runtime.getRuntime().availableProcessors()
                : Integer.parseInt(count);
    int slots = Math.max(1, cores / settings.threadsPerRun());
    long runs = configuration.spec().limits().foldRuns();
    long trials = configuration.spec().limits().trials();
    long folds = configuration.spec().terms().full().folds();
    boolean idle = trials < Long.MAX_VALUE / folds && Math.min(runs, trials * folds) < slots;
    return master
        + ": "
        + slots
        + (slots == 1 ? " slot" : " slots")
        + (idle ? ", more than there are fold runs" : "");
  }

  static ClusterSettings settings(SweepConfiguration configuration) {
    return ClusterSettings.read(configuration.cluster().section("cluster", new ArrayList<>()));
  }
}
