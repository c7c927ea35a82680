package io.finesweep.store;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Shows again and again that the driver of a sweep is there, in a thread of its own. */
final class Heartbeat {

  private static final System.Logger LOG = System.getLogger(Heartbeat.class.getName());

  private final SweepLock lock;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread daemon = new Thread(work, "finesweep-heartbeat");
            daemon.setDaemon(true);
            return daemon;
          });

  Heartbeat(SweepLock lock) {
    this.lock = lock;
  }

  void start() {
    long rhythm = Math.max(1, lock.rhythm().toMillis());
    var unused = thread.scheduleAtFixedRate(this::beat, rhythm, rhythm, TimeUnit.MILLISECONDS);
  }

  private void beat() {
    try {
      lock.beat();
    } catch (IOException e) {
      LOG.log(Level.WARNING, "The sweep''s lock could not be refreshed: {0}", e.getMessage());
    }
  }

  /** Returns when no beat is under way and none will come. */
  void stop() {
    thread.shutdown();
    boolean interrupted = false;
    while (true) {
      try {
        if (thread.awaitTermination(10, TimeUnit.SECONDS)) {
          break;
        }
        thread.shutdownNow();
      } catch (InterruptedException e) {
        interrupted = true;
        thread.shutdownNow();
        break;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
