package io.finesweep.cli;

import io.finesweep.config.SweepConfiguration;
import io.finesweep.spark.HadoopSettings;
import io.finesweep.store.LockStrength;
import io.finesweep.store.SweepFolder;
import org.apache.hadoop.conf.Configuration;

/** Where a sweep is kept, and where its lock lies. */
final class Places {

  private Places() {}

  /**
   * The folder of a sweep.
   *
   * @param store its store
   */
  static SweepFolder folder(SweepConfiguration configuration, String store) {
    Configuration hadoop = HadoopSettings.here();
    SweepFolder folder = SweepFolder.of(store, configuration.spec().name(), hadoop);
    String lock = configuration.lock();
    return lock == null ? folder : folder.lockedIn(lock, hadoop);
  }

  /** What the lock of a sweep can do, in words. */
  static String lock(SweepConfiguration configuration, String store) {
    String where = configuration.lock() == null ? "in the store" : configuration.lock();
    return folder(configuration, store).lockStrength() == LockStrength.EXCLUSIVE
        ? where + ": it keeps a second driver away"
        : where
            + ": a file there tells who runs the sweep, but keeps nobody away; of two drivers the"
            + " later one wins.\n"
            + "Maybe let the scheduler forbid overlap, or name a folder on HDFS or a shared disk"
            + " with 'sweep.lock'.";
  }
}
