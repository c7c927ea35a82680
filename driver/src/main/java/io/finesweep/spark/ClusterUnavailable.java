package io.finesweep.spark;

/** The cluster cannot be used, or not any more; the sweep can be resumed when it can. */
public final class ClusterUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  static final String ENDED =
      "The Spark application has ended, though the sweep has not.\n"
          + "Maybe the cluster manager removed it, or its executors could not start: its log says why.";

  ClusterUnavailable(String message) {
    super(message);
  }

  ClusterUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
