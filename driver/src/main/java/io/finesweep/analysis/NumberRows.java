package io.finesweep.analysis;

import io.finesweep.analysis.Performance.Errors;
import io.finesweep.analysis.Performance.Mistake;
import io.finesweep.metric.Predictions;
import io.finesweep.metric.PredictionsFile;
import java.util.ArrayList;
import java.util.List;

/** All rows for which a regression's folds predicted one output. */
record NumberRows(int[] rows, double[] truth, double[] predicted) {

  private static final int WORST = 20;

  static NumberRows of(List<PredictionsFile> files, int output) {
    List<PredictionsFile> alike =
        files.stream()
            .filter(
                f ->
                    f.predictions() instanceof Predictions.Numbers n && n.outputs().size() > output)
            .toList();
    int size = alike.stream().mapToInt(f -> f.rows().length).sum();
    NumberRows all = new NumberRows(new int[size], new double[size], new double[size]);
    int at = 0;
    for (PredictionsFile file : alike) {
      Predictions.Numbers some = (Predictions.Numbers) file.predictions();
      for (int row = 0; row < some.size(); row++) {
        all.rows[at] = file.rows()[row];
        all.truth[at] = some.truth()[row][output];
        all.predicted[at] = some.predicted()[row][output];
        at++;
      }
    }
    return all;
  }

  Performance performance(String output) {
    double sum = 0;
    double size = 0;
    double squares = 0;
    List<Mistake> mistakes = new ArrayList<>();
    for (int row = 0; row < truth.length; row++) {
      double error = predicted[row] - truth[row];
      sum += error;
      size += Math.abs(error);
      squares += error * error;
      mistakes.add(
          new Mistake(
              rows[row], Double.toString(truth[row]), Double.toString(predicted[row]), error));
    }
    int n = truth.length;
    Errors errors = new Errors(sum / n, size / n, Math.sqrt(squares / n));
    return new Performance.Numbers(
        output, truth, predicted, errors, Performance.worst(mistakes, WORST));
  }
}
