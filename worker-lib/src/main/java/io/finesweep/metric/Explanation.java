package io.finesweep.metric;

import java.util.List;

/**
 * What a model's answers rest on, seen on rows that it was not trained on.
 *
 * @param metric by which inputs were measured
 * @param rows how many were looked at
 * @param inputs of a table, the one that matters most first; none of images
 * @param images some rows, occluded patch by patch; none of a table
 */
public record Explanation(String metric, int rows, List<Input> inputs, List<Occluded> images) {

  public Explanation {
    inputs = List.copyOf(inputs);
    images = List.copyOf(images);
  }

  /**
   * One input column. Its importance is by how much the metric gets worse where the column's cells
   * are permuted among the rows (Breiman, Random forests, 2001; for any model Fisher, Rudin and
   * Dominici, All models are wrong, but many are useful, 2019).
   *
   * @param worse in the metric's own unit, positive where it gets worse; the mean over permutations
   * @param deviation between permutations; 0 for one
   */
  public record Input(String name, double worse, double deviation, int permutations) {}

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
