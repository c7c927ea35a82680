package io.finesweep.fold;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * What several runs in one process need, loaded once: whoever asks while it is loading waits. The
 * most recently used are kept. A failure is not: the next one to ask tries again.
 */
final class Shared<K, V> {

  /** Loads a value. */
  @FunctionalInterface
  interface Loader<V> {
    V load() throws IOException;
  }

  private final int most;
  private final Map<K, CompletableFuture<V>> values = new LinkedHashMap<>(16, 0.75f, true);

  Shared(int most) {
    this.most = most;
  }

  V get(K key, Loader<V> loader) throws IOException {
    CompletableFuture<V> own = new CompletableFuture<>();
    CompletableFuture<V> known;
    synchronized (values) {
      known = values.get(key);
      if (known == null) {
        values.put(key, own);
        while (values.size() > most) {
          values.remove(values.keySet().iterator().next());
        }
      }
    }
    return known == null ? load(key, own, loader) : await(known);
  }

  private V load(K key, CompletableFuture<V> own, Loader<V> loader) throws IOException {
    try {
      V value = loader.load();
      own.complete(value);
      return value;
    } catch (IOException | RuntimeException | Error e) {
      synchronized (values) {
        values.remove(key, own);
      }
      own.completeExceptionally(e);
      throw e;
    }
  }

  private V await(CompletableFuture<V> loading) throws IOException {
    try {
      return loading.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Cancelled(e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof RuntimeException problem) {
        throw problem;
      } else if (cause instanceof Error error) {
        throw error;
      }
      throw new IOException(cause == null ? e.getMessage() : cause.getMessage(), cause);
    }
  }
}
