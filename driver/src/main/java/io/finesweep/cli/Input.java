package io.finesweep.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * The lines of an input, until it ends or somebody stops it. A thread of its own reads them, for
 * who waits in a read cannot be stopped.
 */
final class Input {

  private static final int AHEAD = 64;

  private final BlockingQueue<Optional<String>> lines = new ArrayBlockingQueue<>(AHEAD);
  private volatile boolean stopped;
  private volatile @Nullable IOException broken;

  /** The lines of {@code in}, read as UTF-8. */
  Input(InputStream in) {
    Thread thread = new Thread(() -> read(in), "finesweep-input");
    thread.setDaemon(true);
    thread.start();
  }

  private void read(InputStream in) {
    try {
      try {
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
          lines.put(Optional.of(line));
        }
      } catch (IOException e) {
        broken = e;
      }
      lines.put(Optional.empty());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * The next line; empty where there is none, or {@link #stop} was called. Used by one thread.
   *
   * @throws IOException if the input cannot be read
   */
  Optional<String> next() throws IOException, InterruptedException {
    Optional<String> line = stopped ? Optional.empty() : lines.take();
    IOException problem = broken;
    if (line.isEmpty() && problem != null) {
      throw problem;
    }
    return stopped ? Optional.empty() : line;
  }

  /** Makes {@link #next} answer that there is nothing more, from any thread. */
  void stop() {
    stopped = true;
    lines.offer(Optional.empty()); // where there is no room, nobody waits for a line
  }

  /** Whether it was stopped before its end. */
  boolean isStopped() {
    return stopped;
  }
}
