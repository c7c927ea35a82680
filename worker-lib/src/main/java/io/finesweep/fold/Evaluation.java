package io.finesweep.fold;

import io.finesweep.data.Targets;
import io.finesweep.engine.Predictor;
import io.finesweep.engine.TestTimeAugmentation;
import io.finesweep.metric.Metric;
import io.finesweep.metric.Metrics;
import io.finesweep.metric.Predictions;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;

/**
 * Measures a model on rows that it was not trained on.
 *
 * @param views what the model is shown of each row
 */
record Evaluation(Rows rows, List<Metric> metrics, TestTimeAugmentation views) {

  /** What the model says of the rows, in the targets' own units. */
  Predictions predictions(Predictor model) {
    Predictions predicted =
        rows.views().isEmpty()
            ? views.over(model).predict(rows.evaluation())
            : TestTimeAugmentation.mean(model, rows.evaluation(), rows.views());
    return rows.truth() instanceof Targets.Numbers truth
        ? restored(truth, (Predictions.Numbers) predicted)
        : predicted;
  }

  private Predictions restored(Targets.Numbers truth, Predictions.Numbers predicted) {
    double[][] numbers =
        rows.preprocessing()
            .targetScale()
            .map(scale -> scale.restore(predicted.predicted()))
            .orElse(predicted.predicted());
    return new Predictions.Numbers(truth.values(), numbers, truth.names());
  }

  /** The metrics that are defined for {@code predictions}, by name. */
  SortedMap<String, Double> metrics(Predictions predictions) {
    return Metrics.of(predictions, metrics);
  }

  /** Whether each number predicted is finite. */
  static boolean isFinite(Predictions predictions) {
    double[][] numbers =
        predictions instanceof Predictions.Classes classes
            ? classes.probabilities()
            : ((Predictions.Numbers) predictions).predicted();
    return Arrays.stream(numbers).flatMapToDouble(Arrays::stream).allMatch(Double::isFinite);
  }
}
