package io.finesweep.metric;

import java.util.Arrays;
import java.util.List;

/**
 * What a model's answers rest on, seen on rows that it was not trained on.
 *
 * @param metric by which inputs were measured
 * @param rows how many were looked at
 * @param inputs of a table or words of texts, the one that matters most first; none of images
 * @param images some rows, occluded patch by patch; none of a table
 */
public record Explanation(String metric, int rows, List<Input> inputs, List<Occluded> images) {

  public Explanation {
    inputs = List.copyOf(inputs);
    images = List.copyOf(images);
  }

  /**
   * One input: a column, or a word of texts. Its importance is by how much the metric gets worse
   * where the column's cells are permuted among the rows, or the word gives way to words drawn from
   * all rows (Breiman, Random forests, 2001; for any model Fisher, Rudin and Dominici, All models
   * are wrong, but many are useful, 2019).
   *
   * @param worse in the metric's own unit, positive where it gets worse; the mean over permutations
   * @param deviation between permutations; 0 for one
   */
  public record Input(String name, double worse, double deviation, int permutations) {

    /**
     * The input of this name.
     *
     * @param worse by how much the metric got worse, for each permutation
     */
    public static Input of(String name, double[] worse) {
      double mean = Arrays.stream(worse).average().orElse(0);
      double squares = Arrays.stream(worse).map(w -> (w - mean) * (w - mean)).sum();
      double deviation = worse.length > 1 ? Math.sqrt(squares / (worse.length - 1)) : 0;
      return new Input(name, mean, deviation, worse.length);
    }
  }

  /**
   * One image, of which a patch after the other was made grey (Zeiler and Fergus, Visualizing and
   * understanding convolutional networks, 2014).
   *
   * @param row its number in the data set, from 0
   * @param predicted the class, or the number as a text
   * @param given the probability of the predicted class, or the number
   * @param patch the height and width of a patch, in pixels
   * @param drops by how much {@code given} falls without each patch (row, then column)
   */
  public record Occluded(
      int row, String truth, String predicted, double given, int patch, double[][] drops) {}
}
