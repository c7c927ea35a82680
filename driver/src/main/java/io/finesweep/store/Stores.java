package io.finesweep.store;

import java.util.List;
import org.apache.hadoop.conf.Configuration;

/** Finds the sweeps of a store. */
public final class Stores {

  private Stores() {}

  /** The store that a sweep is in. */
  public static SweepFolder of(SweepFolder sweep, Configuration hadoop) {
    String uri = sweep.uri();
    return SweepFolder.at(uri.substring(0, uri.lastIndexOf('/')), hadoop);
  }

  /**
   * The sweeps in the store at this URI or path, by name; none where there is no such folder.
   *
   * @throws io.finesweep.sweep.StoreUnavailable if the store cannot be read
   */
  public static List<SweepFolder> list(String store, Configuration hadoop) {
    SweepFolder all = SweepFolder.at(store, hadoop);
    return all.list("").stream()
        .filter(name -> !name.startsWith("_") && !name.startsWith("."))
        .map(all::below)
        .filter(SweepFolder::isSweep)
        .toList();
  }
}
