package io.finesweep.data;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Brings the targets of a regression to mean 0 and deviation 1 over the training rows, and back.
 *
 * @param means of each output
 * @param deviations of each output, above 0
 */
public record TargetScale(List<Double> means, List<Double> deviations) {
  public TargetScale {
    means = List.copyOf(means);
    deviations = List.copyOf(deviations);
  }

  static TargetScale fit(Targets.Numbers targets, int[] rows) {
    List<Spread> spreads =
        IntStream.range(0, targets.names().size()).mapToObj(output -> new Spread()).toList();
    for (int row : rows) {
      for (int output = 0; output < spreads.size(); output++) {
        spreads.get(output).add(targets.values()[row][output]);
      }
    }
    return new TargetScale(
        spreads.stream().map(Spread::mean).toList(),
        spreads.stream().map(Spread::deviation).toList());
  }

  /** What a model learns for {@code targets}, which are in their own units. */
  public Targets.Numbers scale(Targets.Numbers targets) {
    double[][] scaled = new double[targets.size()][means.size()];
    for (int row = 0; row < scaled.length; row++) {
      for (int output = 0; output < means.size(); output++) {
        scaled[row][output] =
            (targets.values()[row][output] - means.get(output)) / deviations.get(output);
      }
    }
    return new Targets.Numbers(scaled, targets.names());
  }

  /** What a model's outputs, one row each, mean in the targets' own units. */
  public double[][] restore(double[][] outputs) {
    double[][] restored = new double[outputs.length][means.size()];
    for (int row = 0; row < outputs.length; row++) {
      for (int output = 0; output < means.size(); output++) {
        restored[row][output] = outputs[row][output] * deviations.get(output) + means.get(output);
      }
    }
    return restored;
  }
}
