package io.finesweep.cli;

/** What the process tells its caller. */
final class ExitCode {

  /** Done. */
  static final int DONE = 0;

  /** An error that is none of the others. */
  static final int ERROR = 1;

  /** Wrong use or configuration; nothing was started. */
  static final int WRONG_USE = 2;

  /** The sweep stopped early and can be resumed. */
  static final int STOPPED = 3;

  private ExitCode() {}
}
