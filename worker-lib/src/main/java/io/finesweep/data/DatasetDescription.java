package io.finesweep.data;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a user wants to know of a data set before a sweep.
 *
 * @param rows that remain
 * @param duplicates how many of them have the key of an earlier row
 * @param dropped the rows that do not
 * @param features one by one, or the images as one
 */
public record DatasetDescription(
    int rows, int duplicates, Dropped dropped, List<Feature> features, Target target) {
  public DatasetDescription {
    features = List.copyOf(features);
  }

  /**
   * How many rows were left out.
   *
   * @param withoutLabel their label is missing
   * @param ofOtherClasses their class is none of {@code data.classes}
   * @param withMissingFeatures a feature is missing, and {@code data.missing} is drop
   */
  public record Dropped(int withoutLabel, int ofOtherClasses, int withMissingFeatures) {}

  /**
   * One column, or all pixels.
   *
   * @param kind "number", "category of 3", "image 1×28×28", "image 1×8×8 from 64 columns" or "text
   *     of 2,411 words, 97.1 % of them known; 90 % of texts have at most 58"
   * @param missing how many cells are missing in the rows that remain
   */
  public record Feature(String name, String kind, int missing) {}

  /** What is to be predicted. */
  public sealed interface Target {}

  /** Classes, each with its number of rows, in order of their index. */
  public record Classes(Map<String, Integer> counts) implements Target {
    public Classes {
      counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
    }
  }

  /** Outputs of a regression. */
  public record Outputs(List<Output> outputs) implements Target {
    public Outputs {
      outputs = List.copyOf(outputs);
    }
  }

  /** One output of a regression, in its own units. */
  public record Output(String name, double low, double mean, double high) {}

  static DatasetDescription of(
      Features features, Targets targets, RowIdentity identity, Dropped dropped) {
    int distinct = (int) java.util.Arrays.stream(identity.keys()).distinct().count();
    return new DatasetDescription(
        targets.size(), targets.size() - distinct, dropped, describe(features), describe(targets));
  }

  private static List<Feature> describe(Features features) {
    if (features instanceof Features.Pixels pixels) {
      return List.of(image(pixels.shape(), "", 0));
    } else if (features instanceof Features.Reals reals) {
      return List.of(image(reals.shape(), "", 0));
    }
    Features.Table table = (Features.Table) features;
    List<Feature> columns = table.columns().stream().map(DatasetDescription::describe).toList();
    if (table.image().isEmpty()) {
      return columns;
    }
    int missing = columns.stream().mapToInt(Feature::missing).sum();
    return List.of(image(table.image(), " from " + columns.size() + " columns", missing));
  }

  /** The same where the words of {@code texts} are the features. */
  DatasetDescription of(Column.Texts texts, TextSpec spec, Lexicon lexicon) {
    ColumnEncoding.Words encoding =
        new ColumnEncoding.Words(
            texts.name(), spec.tokenizer(), spec.layout(), lexicon.words(), lexicon.unknown());
    String kind = new WordNumbers(encoding).describe(texts);
    Feature feature = new Feature(texts.name(), kind, texts.missing());
    return new DatasetDescription(rows, duplicates, dropped, List.of(feature), target);
  }

  private static Feature image(List<Integer> shape, String origin, int missing) {
    String sizes = String.join("×", shape.stream().map(String::valueOf).toList());
    return new Feature("image", "image " + sizes + origin, missing);
  }

  private static Feature describe(Column column) {
    String kind =
        column instanceof Column.Texts texts ? "category of " + texts.levels().size() : "number";
    return new Feature(column.name(), kind, column.missing());
  }

  private static Target describe(Targets targets) {
    if (targets instanceof Targets.Classes classes) {
      int[] counts = new int[classes.names().size()];
      for (int label : classes.labels()) {
        counts[label]++;
      }
      Map<String, Integer> named = new LinkedHashMap<>();
      for (int i = 0; i < counts.length; i++) {
        named.put(classes.names().get(i), counts[i]);
      }
      return new Classes(named);
    }
    List<Output> outputs = new java.util.ArrayList<>();
    for (int i = 0; i < targets.names().size(); i++) {
      outputs.add(output((Targets.Numbers) targets, i));
    }
    return new Outputs(outputs);
  }

  private static Output output(Targets.Numbers numbers, int output) {
    var summary =
        java.util.Arrays.stream(numbers.values()).mapToDouble(v -> v[output]).summaryStatistics();
    return new Output(
        numbers.names().get(output), summary.getMin(), summary.getAverage(), summary.getMax());
  }
}
