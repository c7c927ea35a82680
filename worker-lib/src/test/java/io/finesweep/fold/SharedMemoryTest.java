package io.finesweep.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SharedMemoryTest {

  private final Map<String, float[]> dropped = new HashMap<>();
  private final SharedMemory memory = new SharedMemory(dropped::put);
  private final AtomicInteger loads = new AtomicInteger();

  @Test
  void computesOnceForAllWhoAskAtTheSameTime() throws Exception {
    CountDownLatch computing = new CountDownLatch(1);
    CountDownLatch waiting = new CountDownLatch(2);
    ExecutorService pool = Executors.newFixedThreadPool(3);
    try {
      Future<float[]> first =
          pool.submit(
              () ->
                  memory.get(
                      "a",
                      1000,
                      () -> {
                        computing.countDown();
                        await(waiting);
                        return load(4);
                      },
                      () -> {}));
      computing.await();
      List<Future<float[]>> others = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        others.add(pool.submit(() -> memory.get("a", 1000, () -> load(4), waiting::countDown)));
      }
      for (Future<float[]> other : others) {
        assertThat(other.get()).isSameAs(first.get());
      }
      assertThat(loads).hasValue(1);
    } finally {
      pool.shutdown();
    }
  }

  @Test
  void dropsWhatWasNotUsedForLongestBeyondItsBound() throws IOException {
    get("a", 10);
    get("b", 10);
    get("a", 10);
    get("c", 10);

    assertThat(loads).hasValue(3);
    get("a", 10);
    assertThat(loads).hasValue(3);
    get("b", 10);
    assertThat(loads).hasValue(4);
    assertThat(dropped).containsOnlyKeys("b", "c");
  }

  @Test
  void keepsNothingWithoutABound() throws IOException {
    memory.get("a", 0, () -> load(1), () -> {});
    memory.get("a", 0, () -> load(1), () -> {});

    assertThat(loads).hasValue(2);
  }

  @Test
  void computesAgainAfterAFailure() throws IOException {
    assertThatThrownBy(
            () ->
                memory.get(
                    "a",
                    1000,
                    () -> {
                      throw new IOException("gone");
                    },
                    () -> {}))
        .hasMessage("gone");

    get("a", 10);
    assertThat(loads).hasValue(1);
  }

  @Test
  void letsAWaitingRunComputeWhenTheOneBeforeItIsCancelled() throws Exception {
    CountDownLatch computing = new CountDownLatch(1);
    CountDownLatch waiting = new CountDownLatch(1);
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try {
      Future<float[]> cancelled =
          pool.submit(
              () ->
                  memory.get(
                      "a",
                      1000,
                      () -> {
                        computing.countDown();
                        await(waiting);
                        throw new Cancelled();
                      },
                      () -> {}));
      computing.await();
      Future<float[]> other =
          pool.submit(() -> memory.get("a", 1000, () -> load(4), waiting::countDown));

      assertThat(other.get()).hasSize(4);
      assertThatThrownBy(cancelled::get).hasCauseInstanceOf(Cancelled.class);
    } finally {
      pool.shutdown();
    }
  }

  private void get(String key, int size) throws IOException {
    memory.get(key, 2L * 10 * Float.BYTES, () -> load(size), () -> {});
  }

  private float[] load(int size) {
    loads.incrementAndGet();
    return new float[size];
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
