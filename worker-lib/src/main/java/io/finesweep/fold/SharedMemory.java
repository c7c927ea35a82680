package io.finesweep.fold;

import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;

/**
 * Numbers that several runs of one process need, computed once: whoever asks while one computes
 * waits. The most recently used are kept, as many as fit; what runs still use lives on beside them.
 * A failure, or a cancelled run, leaves nothing: the next one to ask computes.
 */
final class SharedMemory {

  private static final long LOOK_UP_MILLISECONDS = 100;

  private final Map<String, CompletableFuture<float[]>> values =
      new LinkedHashMap<>(16, 0.75f, true);

  private final BiConsumer<String, float[]> dropped;

  /**
   * @param dropped gets what memory has no more room for, in the thread that needed the room
   */
  SharedMemory(BiConsumer<String, float[]> dropped) {
    this.dropped = dropped;
  }

  /**
   * The numbers of {@code key}.
   *
   * @param bound how many bytes to keep in all
   * @param waiting called now and then while another run computes; what it throws ends the wait
   */
  float[] get(String key, long bound, Shared.Loader<float[]> loader, Runnable waiting)
      throws IOException {
    while (true) {
      CompletableFuture<float[]> own = new CompletableFuture<>();
      CompletableFuture<float[]> known;
      synchronized (values) {
        known = values.get(key);
        if (known == null) {
          values.put(key, own);
        }
      }
      if (known == null) {
        return compute(key, bound, own, loader);
      }
      Optional<float[]> computed = await(known, waiting);
      if (computed.isPresent()) {
        return computed.get();
      }
    }
  }

  /** The numbers of {@code key}, where they are there. */
  Optional<float[]> known(String key) {
    synchronized (values) {
      CompletableFuture<float[]> known = values.get(key);
      return known == null || bytes(known) == 0 ? Optional.empty() : Optional.of(known.join());
    }
  }

  private float[] compute(
      String key, long bound, CompletableFuture<float[]> own, Shared.Loader<float[]> loader)
      throws IOException {
    try {
      float[] computed = loader.load();
      own.complete(computed);
      dropBeyond(bound).forEach((name, numbers) -> dropped.accept(name, numbers.join()));
      return computed;
    } catch (IOException | RuntimeException | Error e) {
      synchronized (values) {
        values.remove(key, own);
      }
      own.completeExceptionally(e);
      throw e;
    }
  }

  private Map<String, CompletableFuture<float[]>> dropBeyond(long bound) {
    Map<String, CompletableFuture<float[]>> gone = new LinkedHashMap<>();
    synchronized (values) {
      long held = values.values().stream().mapToLong(SharedMemory::bytes).sum();
      Iterator<Map.Entry<String, CompletableFuture<float[]>>> oldest = values.entrySet().iterator();
      while (held > bound && oldest.hasNext()) {
        Map.Entry<String, CompletableFuture<float[]>> next = oldest.next();
        long bytes = bytes(next.getValue());
        if (bytes > 0) {
          gone.put(next.getKey(), next.getValue());
          oldest.remove();
          held -= bytes;
        }
      }
    }
    return gone;
  }

  private static long bytes(CompletableFuture<float[]> value) {
    return value.isDone() && !value.isCompletedExceptionally()
        ? (long) value.join().length * Float.BYTES
        : 0;
  }

  /** What another run computes; nothing where that one failed or was cancelled. */
  private static Optional<float[]> await(CompletableFuture<float[]> computing, Runnable waiting) {
    do {
      waiting.run();
    } while (!ends(computing));
    return computing.isCompletedExceptionally() ? Optional.empty() : Optional.of(computing.join());
  }

  private static boolean ends(CompletableFuture<float[]> computing) {
    try {
      computing.get(LOOK_UP_MILLISECONDS, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Cancelled(e);
    } catch (ExecutionException e) {
      return true;
    }
  }
}
