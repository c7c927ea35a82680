package io.finesweep.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EngineThreadsTest {

  @Test
  void worksInTheSameThreadAgainAndAgain() throws Exception {
    Thread first = EngineThreads.call(Thread::currentThread, () -> false);
    Thread second = EngineThreads.call(Thread::currentThread, () -> false);
    assertThat(first).isSameAs(second).isNotSameAs(Thread.currentThread());
  }

  @Test
  void passesOnWhatTheWorkThrew() {
    assertThatThrownBy(
            () ->
                EngineThreads.call(
                    () -> {
                      throw new IllegalStateException("no");
                    },
                    () -> false))
        .isInstanceOf(ExecutionException.class)
        .hasRootCauseMessage("no");
  }

  @Test
  void interruptsTheWorkWhenSparkKillsTheTask() {
    assertThatThrownBy(
            () ->
                EngineThreads.call(
                    () -> {
                      new CountDownLatch(1).await();
                      return 0;
                    },
                    () -> true))
        .isInstanceOf(InterruptedException.class);
  }

  @Test
  void waitsForWorkThatEndsAsIfNothingHadHappened() throws Exception {
    AtomicBoolean ended = new AtomicBoolean();

    Thread.currentThread().interrupt();
    assertThatThrownBy(
            () ->
                EngineThreads.call(
                    () -> {
                      try {
                        new CountDownLatch(1).await();
                      } catch (InterruptedException e) {
                        ended.set(true);
                      }
                      return 0;
                    },
                    () -> false))
        .isInstanceOf(InterruptedException.class);
    assertThat(ended).isTrue();
    assertThat(EngineThreads.call(Thread::interrupted, () -> false)).isFalse();
  }
}
