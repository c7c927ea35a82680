package io.finesweep.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SharedTest {

  private final Shared<String, Integer> shared = new Shared<>(2);
  private final AtomicInteger loads = new AtomicInteger();

  @Test
  void loadsOnceForAllWhoAskAtTheSameTime() throws Exception {
    CountDownLatch asked = new CountDownLatch(3);
    ExecutorService pool = Executors.newFixedThreadPool(3);
    try {
      List<Future<Integer>> answers = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        answers.add(
            pool.submit(
                () -> {
                  asked.countDown();
                  asked.await();
                  return shared.get("a", loads::incrementAndGet);
                }));
      }
      for (Future<Integer> answer : answers) {
        assertThat(answer.get()).isEqualTo(1);
      }
    } finally {
      pool.shutdown();
    }
  }

  @Test
  void forgetsWhatWasNotUsedForLongest() throws IOException {
    shared.get("a", loads::incrementAndGet);
    shared.get("b", loads::incrementAndGet);
    shared.get("a", loads::incrementAndGet);
    shared.get("c", loads::incrementAndGet);

    assertThat(shared.get("a", loads::incrementAndGet)).isEqualTo(1);
    assertThat(shared.get("b", loads::incrementAndGet)).isEqualTo(4);
  }

  @Test
  void triesAgainAfterAFailure() throws IOException {
    assertThatThrownBy(
            () ->
                shared.get(
                    "a",
                    () -> {
                      throw new IOException("gone");
                    }))
        .hasMessage("gone");
    assertThat(shared.get("a", loads::incrementAndGet)).isEqualTo(1);
  }
}
