package io.finesweep.cli;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.service.launcher.IrqHandler;

/**
 * Turns the interrupt key and a scheduler's request to terminate into a clean stop; a second one
 * ends the process at once.
 */
final class Interrupts {

  private static final int INTERRUPTED = 130;

  private Interrupts() {}

  /** Calls {@code stop} when this process is asked to end. */
  static void onStop(Runnable stop) {
    AtomicInteger asked = new AtomicInteger();
    for (String signal : new String[] {IrqHandler.CONTROL_C, IrqHandler.SIGTERM}) {
      IrqHandler handler =
          new IrqHandler(
              signal,
              interrupt -> {
                if (asked.incrementAndGet() > 1) {
                  Runtime.getRuntime().halt(INTERRUPTED);
                }
                stop.run();
              });
      handler.bind();
    }
  }
}
