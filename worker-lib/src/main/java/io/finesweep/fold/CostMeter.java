package io.finesweep.fold;

import io.finesweep.data.Dataset;
import io.finesweep.data.Examples;
import io.finesweep.data.Preprocessing;
import io.finesweep.engine.Engine;
import io.finesweep.engine.FineTuning;
import io.finesweep.engine.ModelDescription;
import io.finesweep.engine.Predictor;
import io.finesweep.engine.TestTimeAugmentation;
import io.finesweep.metric.Cost;
import io.finesweep.metric.Metric;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * Measures what a trained model costs, on the whole model as it would be saved: a run may have
 * trained only what is above its frozen layers.
 *
 * @param preprocessing what the model's rows went through
 * @param rows of {@code data} to predict
 * @param views what the model is shown of each row
 */
record CostMeter(
    Engine engine,
    Preprocessing preprocessing,
    Dataset data,
    int[] rows,
    TestTimeAugmentation views) {

  private static final int ROWS = 16;
  private static final int WARM_UP = 20;
  private static final int CALLS = 101;
  private static final long LONGEST = 1_000_000_000;
  private static final double NANOSECONDS = 1e6;

  /** Those of {@code metrics} that are costs, by name. */
  SortedMap<String, Double> of(FineTuning tuned, List<Metric> metrics) throws IOException {
    if (metrics.stream().noneMatch(Cost.class::isInstance)) {
      return new TreeMap<>();
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    tuned.save(file);
    return of(file.toByteArray(), metrics);
  }

  /** The same of a saved model. */
  SortedMap<String, Double> of(byte[] model, List<Metric> metrics) throws IOException {
    SortedMap<String, Double> costs = new TreeMap<>();
    List<ModelDescription.Layer> layers = engine.describe(model).layers();
    if (metrics.contains(Cost.PARAMETERS)) {
      costs.put(Cost.PARAMETERS.name(), sum(layers, ModelDescription.Layer::parameters));
    }
    if (metrics.contains(Cost.BYTES)) {
      costs.put(Cost.BYTES.name(), sum(layers, ModelDescription.Layer::bytes));
    }
    if (metrics.contains(Cost.MILLISECONDS) && rows.length > 0) {
      costs.put(Cost.MILLISECONDS.name(), milliseconds(model));
    }
    return costs;
  }

  private static double sum(
      List<ModelDescription.Layer> layers, ToLongFunction<ModelDescription.Layer> count) {
    return layers.stream().mapToLong(count).sum();
  }

  /** The median over many calls, or as many as fit into a second. */
  private double milliseconds(byte[] model) throws IOException {
    List<Examples> single =
        Arrays.stream(rows)
            .limit(ROWS)
            .mapToObj(row -> preprocessing.apply(data, new int[] {row}))
            .toList();
    long[] times = new long[CALLS];
    int timed = 0;
    long begun = System.nanoTime();
    try (Predictor predictor =
        engine.open(new ByteArrayInputStream(model), data.targets().at(new int[0]))) {
      for (int call = 0; call < WARM_UP + CALLS; call++) {
        long before = System.nanoTime();
        if (timed > 0 && before - begun > LONGEST) {
          break;
        }
        views.over(predictor).predict(single.get(call % single.size()));
        if (call >= WARM_UP || before - begun > LONGEST) {
          times[timed++] = System.nanoTime() - before;
        }
      }
    }
    Arrays.sort(times, 0, timed);
    return times[timed / 2] / NANOSECONDS;
  }
}
