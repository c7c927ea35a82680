package io.finesweep.engine;

import io.finesweep.data.Targets;
import io.finesweep.trial.Section;
import io.finesweep.trial.Section.Range;
import io.finesweep.trial.Section.Variant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** How much a row of each class counts in the loss. */
public sealed interface ClassWeights {

  /** All the same. */
  record Equal() implements ClassWeights {}

  /**
   * In inverse proportion to the class's training rows (King and Zeng 2001), to the power of {@code
   * power}: 1 lets all classes count the same, 0 all rows. The mean over the rows is 1.
   */
  record Balanced(double power) implements ClassWeights {}

  /** As told, by the name of the class; 1 for any other. */
  record Given(Map<String, Double> byClass) implements ClassWeights {
    public Given {
      byClass = Collections.unmodifiableMap(new LinkedHashMap<>(byClass));
    }
  }

  /**
   * Reads {@code class-weights}: {@code none}, the default, {@code balanced { power = 1 }} or
   * {@code given { class = weight }}.
   */
  static ClassWeights read(Section section) {
    Variant variant =
        section.variant("class-weights", "none", List.of("none", "balanced", "given"));
    Section options = variant.options();
    ClassWeights weights =
        switch (variant.name()) {
          case "balanced" -> new Balanced(options.number("power", 1, Range.NOT_NEGATIVE));
          case "given" -> given(section, options);
          default -> new Equal();
        };
    options.end();
    return weights;
  }

  private static Given given(Section section, Section options) {
    Map<String, Double> weights = new LinkedHashMap<>();
    for (String name : options.keys()) {
      weights.put(name, options.number(name, 1, Range.POSITIVE));
    }
    if (weights.isEmpty()) {
      section.mustBe("class-weights", "given, but of no class", "given { class = weight, … }");
    }
    return new Given(weights);
  }

  /** Whether no class counts more than another. */
  default boolean areEqual() {
    return this instanceof Equal;
  }

  /** The weight of each class, for training on rows with {@code targets}. */
  default double[] of(Targets.Classes targets) {
    double[] weights = new double[targets.names().size()];
    Arrays.fill(weights, 1);
    if (this instanceof Given given) {
      given
          .byClass()
          .forEach((name, weight) -> put(weights, targets.names().indexOf(name), weight));
    } else if (this instanceof Balanced balanced) {
      int[] counts = Arrays.stream(targets.rowsByClass()).mapToInt(rows -> rows.length).toArray();
      Arrays.setAll(weights, c -> counts[c] == 0 ? 1 : Math.pow(counts[c], -balanced.power()));
      double sum = IntStream.range(0, counts.length).mapToDouble(c -> counts[c] * weights[c]).sum();
      double mean = sum / targets.size();
      Arrays.setAll(weights, c -> weights[c] / mean);
    }
    return weights;
  }

  private static void put(double[] weights, int index, double weight) {
    if (index >= 0) {
      weights[index] = weight;
    }
  }
}
