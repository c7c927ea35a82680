package io.finesweep.metric;

import java.util.List;

/**
 * Several models that predict together: the weighted mean of their probabilities, or of their
 * numbers.
 */
public final class Vote {

  private Vote() {}

  /**
   * What models say together of rows that each of them predicted.
   *
   * @param all of the same rows in the same order, for the same classes or outputs; at least one
   * @param weights one for each, above 0; their sum is 1
   * @throws IllegalArgumentException if they are not of the same rows and outputs
   */
  public static Predictions of(List<Predictions> all, double[] weights) {
    if (all.isEmpty() || all.size() != weights.length) {
      throw new IllegalArgumentException(
          weights.length + " weights cannot be those of " + all.size() + " predictions.");
    }
    if (all.size() == 1) {
      return all.get(0);
    }
    Predictions first = all.get(0);
    double[][] sums = new double[first.size()][];
    for (int i = 0; i < weights.length; i++) {
      if (!names(all.get(i)).equals(names(first)) || all.get(i).size() != first.size()) {
        throw new IllegalArgumentException(
            "Models that predict together must predict the same of the same rows, but one predicts "
                + names(all.get(i))
                + " and another "
                + names(first)
                + ".");
      }
      add(values(all.get(i)), weights[i], sums);
    }
    return with(first, sums);
  }

  /** The probabilities of each class, or the number of each output, row by row. */
  public static double[][] values(Predictions predictions) {
    return predictions instanceof Predictions.Classes classes
        ? classes.probabilities()
        : ((Predictions.Numbers) predictions).predicted();
  }

  /** The same rows and truth with other values in place of what {@link #values} gives. */
  public static Predictions with(Predictions predictions, double[][] values) {
    return predictions instanceof Predictions.Classes classes
        ? new Predictions.Classes(classes.truth(), values, classes.classes())
        : new Predictions.Numbers(
            ((Predictions.Numbers) predictions).truth(),
            values,
            ((Predictions.Numbers) predictions).outputs());
  }

  private static List<String> names(Predictions predictions) {
    return predictions instanceof Predictions.Classes classes
        ? classes.classes()
        : ((Predictions.Numbers) predictions).outputs();
  }

  private static void add(double[][] values, double weight, double[][] sums) {
    for (int row = 0; row < values.length; row++) {
      if (sums[row] == null) {
        sums[row] = new double[values[row].length];
      }
      for (int column = 0; column < values[row].length; column++) {
        sums[row][column] += weight * values[row][column];
      }
    }
  }
}
