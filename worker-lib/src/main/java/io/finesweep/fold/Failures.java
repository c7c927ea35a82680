package io.finesweep.fold;

import io.finesweep.data.InvalidData;
import io.finesweep.engine.EngineUnavailable;
import io.finesweep.engine.InvalidModel;
import io.finesweep.trial.Failure;
import io.finesweep.trial.Problem;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.channels.ClosedByInterruptException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Turns what was thrown in a run into a reason for the user. */
final class Failures {

  private Failures() {}

  /** Something wrong whose message is for the user. */
  static final class Explained extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Explained(String message) {
      super(message);
    }
  }

  /**
   * Lets pass only settings without problems: a trial's values may break a rule together.
   *
   * @throws Explained if there are problems
   */
  static void refuse(List<Problem> problems) {
    if (!problems.isEmpty()) {
      throw new Explained(
          problems.stream()
              .map(problem -> (problem.rule() + "\n" + problem.wayOut()).strip())
              .collect(Collectors.joining("\n")));
    }
  }

  /**
   * Why a run failed.
   *
   * @throws Cancelled if it did not fail, but was interrupted
   */
  static Failure of(Throwable thrown) {
    if (thrown instanceof Cancelled cancelled) {
      throw cancelled;
    }
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof InterruptedException
          || cause instanceof InterruptedIOException
          || cause instanceof ClosedByInterruptException) {
        throw new Cancelled(thrown);
      }
    }
    StringWriter trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace));
    return new Failure(reason(thrown), trace.toString());
  }

  private static String reason(Throwable thrown) {
    String message = Failure.words(thrown).orElse("");
    if (thrown instanceof InvalidModel
        || thrown instanceof EngineUnavailable
        || thrown instanceof InvalidData
        || thrown instanceof Explained) {
      return message;
    } else if (thrown instanceof OutOfMemoryError) {
      // JavaCPP, which holds arrays, throws the same class for what lies outside the heap.
      return (message.toLowerCase(Locale.ROOT).contains("physicalbytes")
              ? "The run ran out of memory outside the heap: " + message
              : "The run ran out of memory, with a heap of "
                  + Runtime.getRuntime().maxMemory() / (1 << 20)
                  + " MB")
          + ".\nMaybe take smaller batches, freeze more layers, or give executors more memory.";
    } else if (thrown instanceof IOException) {
      return "A file could not be read or written: " + message;
    }
    return "The run ended with an unexpected error: "
        + thrown.getClass().getSimpleName()
        + (message.isEmpty() ? "." : ": " + message);
  }
}
