package io.finesweep.history;

import java.util.Collection;
import java.util.Optional;

/**
 * A mean over folds and how sure it is.
 *
 * @param deviation the sample standard deviation (n − 1), 0 for one value
 * @param standardError of the mean, the deviation over √n; 0 for one value, which tells nothing
 * @param count how many values
 */
public record Estimate(double mean, double deviation, double standardError, int count) {

  /** The estimate from these values, empty where there are none. */
  public static Optional<Estimate> of(Collection<Double> values) {
    int count = values.size();
    if (count == 0) {
      return Optional.empty();
    }
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    double mean = sum / count;
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    double deviation = count == 1 ? 0 : Math.sqrt(squares / (count - 1));
    return Optional.of(new Estimate(mean, deviation, deviation / Math.sqrt(count), count));
  }
}
