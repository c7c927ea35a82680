package io.finesweep.cli;

import io.finesweep.store.Driver;

/** Who runs a sweep. */
final class Sessions {

  private Sessions() {}

  /** This process, for people. */
  static String driver() {
    return Driver.here().toString();
  }
}
