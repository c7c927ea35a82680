package io.finesweep.engine;

import io.finesweep.trial.Section;
import io.finesweep.trial.Section.Range;
import io.finesweep.trial.Section.Variant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A network's layers up to its head, in the order that data flow; flattening is implicit. */
public record Network(List<NamedLayer> layers) {

  private static final List<String> KINDS =
      List.of("conv", "pool", "batch-norm", "dense", "dropout", "lstm", "pool-words");

  public Network {
    layers = List.copyOf(layers);
  }

  /** A layer and the name that {@code freeze-up-to} gives it: its kind, numbered from 1. */
  public record NamedLayer(String name, Layer layer) {}

  /** One layer. */
  public sealed interface Layer {
    /** A convolution: over images with square kernels, over texts along their words. */
    record Convolution(int filters, int kernel, int stride, Padding padding, Activation activation)
        implements Layer {}

    /** Pooling: over square windows of images, over so many words of texts. */
    record Pool(int kernel, int stride, Pooling kind) implements Layer {}

    /** A long short-term memory over the words of a text (Hochreiter and Schmidhuber 1997). */
    record Lstm(int units, Direction direction) implements Layer {}

    /** Pooling over all words of a text. */
    record WordPool(Pooling kind) implements Layer {}

    /** Batch normalization (Ioffe and Szegedy 2015). */
    record BatchNorm() implements Layer {}

    /** A fully connected layer. */
    record Dense(int units, Activation activation) implements Layer {}

    /** Dropout (Srivastava et al. 2014): {@code rate} is the share of inputs that are dropped. */
    record Dropout(double rate) implements Layer {}
  }

  /** What a convolution sees beyond the border. */
  public enum Padding {
    /** Nothing: the output is smaller than the input. */
    VALID,
    /** Zeros, as many as keep the size at stride 1. */
    SAME
  }

  /** How words are read. */
  public enum Direction {
    FORWARD,
    BOTH
  }

  /** What a pooling window comes to. */
  public enum Pooling {
    MAX,
    AVERAGE
  }

  /** Reads {@code network}, a list of layers; empty where it is not set. */
  static Network read(Section section) {
    List<NamedLayer> layers = new ArrayList<>();
    Map<String, Integer> counts = new HashMap<>();
    for (Variant variant : section.variants("network", KINDS)) {
      Layer layer = layer(variant);
      variant.options().end();
      int number = counts.merge(variant.name(), 1, Integer::sum);
      layers.add(new NamedLayer(variant.name() + number, layer));
    }
    if (section.has("network") && layers.isEmpty()) {
      section.mustBe("network", "without layers", "a list of " + String.join(", ", KINDS));
    }
    return new Network(layers);
  }

  private static Layer layer(Variant variant) {
    Section options = variant.options();
    return switch (variant.name()) {
      case "conv" ->
          new Layer.Convolution(
              options.integer("filters", 16, Range.atLeast(1)),
              options.integer("kernel", 3, Range.atLeast(1)),
              options.integer("stride", 1, Range.atLeast(1)),
              options.option("padding", Padding.SAME),
              options.option("activation", Activation.RELU));
      case "pool" ->
          new Layer.Pool(
              options.integer("kernel", 2, Range.atLeast(1)),
              options.integer("stride", 2, Range.atLeast(1)),
              options.option("kind", Pooling.MAX));
      case "batch-norm" -> new Layer.BatchNorm();
      case "lstm" ->
          new Layer.Lstm(
              options.integer("units", 64, Range.atLeast(1)),
              options.option("direction", Direction.FORWARD));
      case "pool-words" -> new Layer.WordPool(options.option("kind", Pooling.MAX));
      case "dense" ->
          new Layer.Dense(
              options.integer("units", 64, Range.atLeast(1)),
              options.option("activation", Activation.RELU));
      default -> new Layer.Dropout(options.number("rate", 0.5, Range.BELOW_ONE));
    };
  }
}
