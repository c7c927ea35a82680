package io.finesweep.config;

/** Which of the files that fold runs leave in the store stay there. */
public enum KeepFiles {
  /** What a run, the report or an ensemble may still need. */
  NEEDED,
  /** All. */
  ALL
}
