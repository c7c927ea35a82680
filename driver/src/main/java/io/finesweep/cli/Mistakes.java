package io.finesweep.cli;

import io.finesweep.config.InvalidConfiguration;
import io.finesweep.data.InvalidData;
import io.finesweep.engine.InvalidModel;
import io.finesweep.spark.ClusterUnavailable;
import io.finesweep.store.DamagedStore;
import io.finesweep.store.SweepRefused;
import io.finesweep.sweep.StoreUnavailable;
import java.io.PrintStream;

/**
 * Tells a user what went wrong: a sentence for a mistake of theirs, a stack trace for one of ours.
 */
final class Mistakes {

  private Mistakes() {}

  /** Something that the user can mend; the message says how. */
  static final class Mistake extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Mistake(String message) {
      super(message);
    }
  }

  /** Prints what the exception means and returns the exit code. */
  static int report(Exception exception, PrintStream err) {
    if (exception instanceof StoreUnavailable) {
      err.println(exception.getMessage());
      err.println("The sweep can be resumed: start it again when the store is back.");
      return ExitCode.STOPPED;
    } else if (exception instanceof InvalidConfiguration
        || exception instanceof InvalidData
        || exception instanceof InvalidModel
        || exception instanceof Mistake
        || exception instanceof SweepRefused) {
      err.println(exception.getMessage());
      return ExitCode.WRONG_USE;
    } else if (exception instanceof DamagedStore || exception instanceof ClusterUnavailable) {
      err.println(exception.getMessage());
      return ExitCode.ERROR;
    }
    err.println("This is an error in Finesweep or below it; please report it with these lines:");
    exception.printStackTrace(err);
    return ExitCode.ERROR;
  }
}
