package io.finesweep.fold;

import io.finesweep.trial.Usage;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.function.Supplier;

/** Measures what a run uses. */
final class Meter {

  private final String executor;
  private final long started = System.currentTimeMillis();
  private final long start = System.nanoTime();
  private String numericPath = "";
  private long training;

  Meter(String executor) {
    this.executor = executor;
  }

  /** Says what the run's numbers depend on. */
  void numericPath(String path) {
    numericPath = path;
  }

  /** Counts the time of {@code work} as training. */
  <T> T training(Supplier<T> work) {
    long before = System.nanoTime();
    try {
      return work.get();
    } finally {
      training += System.nanoTime() - before;
    }
  }

  /** Until now. */
  Usage usage() {
    long milliseconds = (System.nanoTime() - start) / 1_000_000;
    return new Usage(host(), executor, numericPath, started, milliseconds, training / 1_000_000);
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
