package io.finesweep.spark;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.apache.spark.metrics.source.Source;

/**
 * How a sweep goes, among the metrics of its driver: whatever sink Spark's metrics system has, such
 * as Prometheus's page or JMX, tells them as {@code finesweep.*}.
 */
public final class SweepGauges implements Source {

  /** What all metrics' names begin with. */
  public static final String NAME = "finesweep";

  private final MetricRegistry registry = new MetricRegistry();
  private final AtomicReference<Standing> now = new AtomicReference<>(Standing.NONE);

  /**
   * How a sweep stands.
   *
   * @param trials that were started
   * @param finished runs that came to an end of their own
   * @param failed of those, runs that diverged or failed
   * @param lost runs that were lost with their executor
   * @param running runs that hold or wait for a slot
   * @param queue trials with folds that nobody has begun
   * @param slots runs that can run at once
   * @param best the first objective's mean of the best trial with all folds; NaN before there is
   *     one
   */
  public record Standing(
      long trials,
      long finished,
      long failed,
      long lost,
      int running,
      int queue,
      int slots,
      double best) {
    static final Standing NONE = new Standing(0, 0, 0, 0, 0, 0, 0, Double.NaN);

    /** The slots that are in use. */
    int busy() {
      return Math.min(running, slots);
    }
  }

  /** Gauges of a sweep that has not begun. */
  public SweepGauges() {
    gauge("trials", Standing::trials);
    gauge("runs.finished", Standing::finished);
    gauge("runs.failed", Standing::failed);
    gauge("runs.lost", Standing::lost);
    gauge("runs.running", Standing::running);
    gauge("queue", Standing::queue);
    gauge("slots", Standing::slots);
    gauge("slots.busy", Standing::busy);
    gauge("best", Standing::best);
  }

  private void gauge(String name, Function<Standing, Object> value) {
    registry.register(name, (Gauge<Object>) () -> value.apply(now.get()));
  }

  /** From now on the sweep stands like this. */
  public void show(Standing standing) {
    now.set(standing);
  }

  @Override
  public String sourceName() {
    return NAME;
  }

  @Override
  public MetricRegistry metricRegistry() {
    return registry;
  }
}
