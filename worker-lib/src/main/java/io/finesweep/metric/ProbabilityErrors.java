package io.finesweep.metric;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Metrics of how far predicted probabilities are from what came true. */
final class ProbabilityErrors {

  private static final int BINS = 15;

  /**
   * The distance from 1 to the next double: probabilities are clipped to it, as in scikit-learn.
   */
  private static final double EPSILON = Math.ulp(1.0);

  private ProbabilityErrors() {}

  static List<Metric> all() {
    return List.of(
        FormulaMetric.ofClasses("log-loss", Goal.MINIMIZE, Span.SIZE, ProbabilityErrors::logLoss),
        FormulaMetric.ofClasses("brier", Goal.MINIMIZE, new Span(0, 2), ProbabilityErrors::brier),
        FormulaMetric.ofClasses(
            "calibration-error", Goal.MINIMIZE, Span.SHARE, ProbabilityErrors::calibrationError));
  }

  /**
   * The mean negative natural logarithm of the true class's probability, clipped to [2⁻⁵², 1 −
   * 2⁻⁵²] (Good 1952, "Rational decisions"; Bishop 2006, "Pattern Recognition and Machine
   * Learning", equation 4.108).
   */
  private static OptionalDouble logLoss(Predictions.Classes predictions) {
    return IntStream.range(0, predictions.size())
        .mapToDouble(row -> predictions.probabilities()[row][predictions.truth()[row]])
        .map(p -> -Math.log(Math.min(Math.max(p, EPSILON), 1 - EPSILON)))
        .average();
  }

  /**
   * The mean squared distance of the probabilities from the truth, summed over the classes (Brier
   * 1950, "Verification of forecasts expressed in terms of probability"): from 0 to 2. With two
   * classes it is halved, as is the custom: from 0 to 1.
   */
  private static OptionalDouble brier(Predictions.Classes predictions) {
    double scale = predictions.classes().size() < 3 ? 0.5 : 1;
    return IntStream.range(0, predictions.size())
        .mapToDouble(
            row -> scale * distance(predictions.probabilities()[row], predictions.truth()[row]))
        .average();
  }

  private static double distance(double[] probabilities, int truth) {
    return IntStream.range(0, probabilities.length)
        .mapToDouble(c -> probabilities[c] - (c == truth ? 1 : 0))
        .map(error -> error * error)
        .sum();
  }

  /**
   * The expected calibration error of the predicted class: the mean distance between confidence and
   * accuracy over 15 bins of equal width, ((m − 1) / 15, m / 15], weighted by their rows (Naeini et
   * al. 2015, "Obtaining well calibrated probabilities using Bayesian binning"; Guo et al. 2017,
   * "On calibration of modern neural networks", equation 3).
   */
  private static OptionalDouble calibrationError(Predictions.Classes predictions) {
    int[] predicted = predictions.predicted();
    double[] surplus = new double[BINS];
    for (int row = 0; row < predicted.length; row++) {
      double confidence = predictions.probabilities()[row][predicted[row]];
      surplus[bin(confidence)] += confidence - (predicted[row] == predictions.truth()[row] ? 1 : 0);
    }
    return OptionalDouble.of(Arrays.stream(surplus).map(Math::abs).sum() / predicted.length);
  }

  private static int bin(double confidence) {
    int bin = 0;
    while (bin < BINS - 1 && confidence > (bin + 1) / (double) BINS) {
      bin++;
    }
    return bin;
  }
}
