package io.finesweep.spark;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The threads of this process that engines work in. There are as many as ever worked at once, which
 * is one for each task slot, and none ever ends: engines keep memory with each thread that they
 * saw.
 */
final class EngineThreads {

  private static final AtomicInteger STARTED = new AtomicInteger();
  private static final ConcurrentLinkedDeque<Executor> IDLE = new ConcurrentLinkedDeque<>();

  private EngineThreads() {}

  /**
   * Does {@code work} in one of the threads, waiting for its end even when it is cancelled, so that
   * a slot is never used twice.
   *
   * @param cancelled whether Spark wants the task to end; asked now and then
   * @throws InterruptedException if it was cancelled
   * @throws ExecutionException with what {@code work} threw
   */
  static <R> R call(Callable<R> work, BooleanSupplier cancelled)
      throws InterruptedException, ExecutionException {
    Job<R> job = new Job<>(work, Thread.currentThread().getContextClassLoader());
    Executor idle = IDLE.pollFirst();
    Executor thread = idle == null ? newThread() : idle;
    thread.execute(job);
    try {
      return await(job, cancelled);
    } finally {
      IDLE.addFirst(thread);
    }
  }

  private static Executor newThread() {
    return Executors.newSingleThreadExecutor(
        work -> {
          Thread thread = new Thread(work, "engine-" + STARTED.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        });
  }

  private static <R> R await(Job<R> job, BooleanSupplier cancelled)
      throws InterruptedException, ExecutionException {
    boolean interrupted = false;
    while (!job.end.isDone()) {
      try {
        job.end.get(500, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        interrupted |= cancelled.getAsBoolean();
      } catch (InterruptedException e) {
        interrupted = true;
      } catch (ExecutionException e) {
        break;
      }
      if (interrupted) {
        job.interrupt();
      }
    }
    if (interrupted) {
      throw new InterruptedException("The run was cancelled.");
    }
    return job.end.get();
  }

  /** One piece of work, which can be interrupted without touching what its thread does next. */
  private static final class Job<R> implements Runnable {
    private final Callable<R> work;
    private final ClassLoader loader;
    private final CompletableFuture<R> end = new CompletableFuture<>();
    private @Nullable Thread thread;
    private boolean interrupted;

    Job(Callable<R> work, ClassLoader loader) {
      this.work = work;
      this.loader = loader;
    }

    @Override
    public void run() {
      Thread.currentThread().setContextClassLoader(loader);
      begin();
      try {
        R result = work.call();
        finish();
        end.complete(result);
      } catch (Throwable e) {
        finish();
        end.completeExceptionally(e);
      }
    }

    private synchronized void begin() {
      thread = Thread.currentThread();
      if (interrupted) {
        thread.interrupt();
      }
    }

    private synchronized void finish() {
      thread = null;
      Thread.interrupted(); // what was meant for this work must not end the next
    }

    synchronized void interrupt() {
      if (!interrupted && thread != null) {
        thread.interrupt();
      }
      interrupted = true;
    }
  }
}
