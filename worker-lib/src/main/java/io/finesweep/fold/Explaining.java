package io.finesweep.fold;

import io.finesweep.data.Column;
import io.finesweep.data.Dataset;
import io.finesweep.data.Features;
import io.finesweep.data.Pictures;
import io.finesweep.data.Pictures.Patch;
import io.finesweep.data.TextSpec;
import io.finesweep.metric.Explanation;
import io.finesweep.metric.Explanation.Input;
import io.finesweep.metric.Explanation.Occluded;
import io.finesweep.metric.Metric;
import io.finesweep.metric.Predictions;
import io.finesweep.metric.Vote;
import io.finesweep.trial.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Asks a model what its answers rest on: by permuting columns of a table, by replacing words of
 * texts, by making patches of images grey. The cost is bounded whatever the size of the data, to
 * about {@link #MOST_PREDICTIONS} predicted rows of the first 500 columns, and to a thousand
 * images.
 */
final class Explaining {

  static final int MOST_PREDICTIONS = 200_000;

  private static final int MOST_INPUTS = 500;
  private static final int MOST_ROWS = 1000;
  private static final int FEWEST_ROWS = 50;
  private static final int MOST_PERMUTATIONS = 5;
  private static final int IMAGES = 12;
  private static final int PATCHES = 8;

  private final FinalModel.Opened model;
  private final Dataset data;
  private final int[] numbers;
  private final Metric metric;
  private final Seeds seeds;

  /**
   * @param rows that the model was not trained on; of many, some are drawn
   * @param metric that inputs are measured by
   */
  Explaining(FinalModel.Opened model, Dataset data, int[] rows, Metric metric, Seeds seeds) {
    this.model = model;
    this.metric = metric;
    this.seeds = seeds;
    int most =
        Math.max(
            FEWEST_ROWS,
            Math.min(MOST_ROWS, MOST_PREDICTIONS / Math.min(MOST_INPUTS, inputs(data))));
    int[] order = shuffled(rows.length, seeds.generator("explained-rows"));
    this.numbers = Arrays.stream(order).limit(most).map(place -> rows[place]).sorted().toArray();
    this.data = data.at(numbers);
  }

  private static int inputs(Dataset data) {
    if (data.features() instanceof Features.Table table) {
      return Math.max(1, table.columns().size());
    }
    return data.imageShape().stream().reduce(1, Math::multiplyExact);
  }

  private static int[] shuffled(int size, RandomGenerator random) {
    int[] order = IntStream.range(0, size).toArray();
    for (int i = size - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[other];
      order[other] = swapped;
    }
    return order;
  }

  /** What was found; of rows that are no images, nothing where the metric is not defined. */
  Explanation explain() {
    if (numbers.length == 0) {
      return new Explanation(metric.name(), 0, List.of(), List.of());
    }
    Predictions told = predictions(data);
    return Pictures.of(data)
        .map(
            images ->
                new Explanation(metric.name(), numbers.length, List.of(), occluded(images, told)))
        .orElseGet(() -> new Explanation(metric.name(), numbers.length, inputs(told), List.of()));
  }

  private Predictions predictions(Dataset some) {
    return model.predict(some, IntStream.range(0, some.size()).toArray());
  }

  private List<Input> inputs(Predictions told) {
    OptionalDouble before = metric.of(told);
    if (before.isEmpty()) {
      return List.of();
    }
    TextSpec text = data.treatment().text();
    if (text != null) {
      return new ExplainingWords(model, data, text, metric, seeds)
          .inputs(told, before.getAsDouble());
    }
    int count = Math.min(inputs(data), MOST_INPUTS);
    long rows = (long) count * numbers.length;
    int permutations = (int) Math.max(1, Math.min(MOST_PERMUTATIONS, MOST_PREDICTIONS / rows));
    List<Input> inputs = new ArrayList<>();
    for (int input = 0; input < count; input++) {
      inputs.add(input(input, permutations, before.getAsDouble()));
    }
    inputs.sort(Comparator.comparingDouble(Input::worse).reversed());
    return inputs;
  }

  private Input input(int input, int permutations, double before) {
    double[] worse = new double[permutations];
    for (int i = 0; i < permutations; i++) {
      int[] order = shuffled(numbers.length, seeds.generator("permuted-input", input, i));
      double after = metric.of(predictions(permuted(input, order))).orElse(before);
      worse[i] = metric.goal().loss(after) - metric.goal().loss(before);
    }
    return Input.of(name(input), worse);
  }

  private String name(int input) {
    return data.features() instanceof Features.Table table
        ? table.columns().get(input).name()
        : "column " + (input + 1);
  }

  private Dataset permuted(int input, int[] order) {
    Features all = data.features();
    if (all instanceof Features.Table table) {
      List<Column> columns = new ArrayList<>(table.columns());
      columns.set(input, columns.get(input).at(order));
      return data.with(new Features.Table(columns, table.size(), table.image()));
    }
    Features copy = all.at(IntStream.range(0, numbers.length).toArray());
    int width = inputs(data);
    for (int row = 0; row < order.length; row++) {
      int from = order[row] * width + input;
      int to = row * width + input;
      if (all instanceof Features.Pixels pixels) {
        ((Features.Pixels) copy).values()[to] = pixels.values()[from];
      } else {
        ((Features.Reals) copy).values()[to] = ((Features.Reals) all).values()[from];
      }
    }
    return data.with(copy);
  }

  /** Half of the images are those that the model is most wrong about, the others are drawn. */
  private List<Occluded> occluded(Pictures images, Predictions told) {
    int[] order = shuffled(numbers.length, seeds.generator("occluded-rows"));
    List<Integer> worst =
        IntStream.range(0, numbers.length)
            .boxed()
            .filter(row -> error(told, row) > 0)
            .sorted(Comparator.comparingDouble((Integer row) -> -error(told, row)))
            .limit(IMAGES / 2)
            .toList();
    List<Integer> rows = new ArrayList<>(worst);
    Arrays.stream(order)
        .filter(row -> !worst.contains(row))
        .limit(IMAGES - worst.size())
        .forEach(rows::add);
    double[] grey = images.means(IntStream.range(0, numbers.length).toArray());
    return rows.stream().map(row -> occluded(images, grey, told, row)).toList();
  }

  /** The probability of a wrong class, or the size of an error; 0 where nothing is wrong. */
  private static double error(Predictions told, int row) {
    if (told instanceof Predictions.Classes classes) {
      int predicted = classes.predicted()[row];
      return predicted == classes.truth()[row] ? 0 : classes.probabilities()[row][predicted];
    }
    Predictions.Numbers numbers = (Predictions.Numbers) told;
    return Math.abs(numbers.predicted()[row][0] - numbers.truth()[row][0]);
  }

  private Occluded occluded(Pictures images, double[] grey, Predictions told, int row) {
    int side = Math.max(1, (Math.max(images.height(), images.width()) + PATCHES - 1) / PATCHES);
    int tall = (images.height() + side - 1) / side;
    int wide = (images.width() + side - 1) / side;
    List<Patch> patches = new ArrayList<>();
    for (int i = 0; i < tall * wide; i++) {
      patches.add(new Patch(i / wide * side, i % wide * side, side));
    }
    int[] copies = new int[patches.size() + 1];
    Arrays.fill(copies, row);
    Predictions seen = predictions(data.at(copies).with(images.occluded(row, patches, grey)));
    int output = told instanceof Predictions.Classes classes ? classes.predicted()[row] : 0;
    double[][] values = Vote.values(seen);
    double[][] drops = new double[tall][wide];
    for (int i = 0; i < patches.size(); i++) {
      drops[i / wide][i % wide] = values[0][output] - values[i + 1][output];
    }
    return new Occluded(
        numbers[row],
        truth(told, row),
        told instanceof Predictions.Classes classes
            ? classes.classes().get(output)
            : Double.toString(values[0][output]),
        values[0][output],
        side,
        drops);
  }

  private static String truth(Predictions told, int row) {
    return told instanceof Predictions.Classes classes
        ? classes.classes().get(classes.truth()[row])
        : Double.toString(((Predictions.Numbers) told).truth()[row][0]);
  }
}
