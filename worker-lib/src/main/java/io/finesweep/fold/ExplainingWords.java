package io.finesweep.fold;

import io.finesweep.data.Column;
import io.finesweep.data.Dataset;
import io.finesweep.data.Features;
import io.finesweep.data.TextSpec;
import io.finesweep.metric.Explanation.Input;
import io.finesweep.metric.Metric;
import io.finesweep.metric.Predictions;
import io.finesweep.metric.Vote;
import io.finesweep.trial.Seeds;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Asks a model which words of texts its answers rest on: by how much a metric gets worse where a
 * word gives way to words drawn from all texts. Only words are tried that are neither rare nor
 * everywhere, at most fifty: those whose texts get answers most unlike the others'.
 */
final class ExplainingWords {

  private static final int MOST_WORDS = 50;
  private static final int FEWEST_TEXTS = 5;
  private static final double RARE = 0.01;
  private static final int PERMUTATIONS = 3;

  private final FinalModel.Opened model;
  private final Dataset data;
  private final Metric metric;
  private final Seeds seeds;
  private final Features.Table table;
  private final int column;
  private final List<List<String>> texts = new ArrayList<>();
  private final List<String> all;

  /** A word and the texts that hold it. */
  private record Word(String word, int[] texts, double unlike) {}

  /**
   * @param data whose rows are texts that the model was not trained on
   * @param text how they are read
   */
  ExplainingWords(
      FinalModel.Opened model, Dataset data, TextSpec text, Metric metric, Seeds seeds) {
    this.model = model;
    this.data = data;
    this.metric = metric;
    this.seeds = seeds;
    this.table = (Features.Table) data.features();
    this.column = table.columns().stream().map(Column::name).toList().indexOf(text.column());
    Column own = table.columns().get(column);
    for (int row = 0; row < data.size(); row++) {
      String words = own.text(row);
      texts.add(words == null ? List.of() : text.tokenizer().words(words));
    }
    this.all = texts.stream().flatMap(List::stream).toList();
  }

  /**
   * The words that matter, those that matter most first.
   *
   * @param told what the model says of the texts
   * @param before the metric of that
   */
  List<Input> inputs(Predictions told, double before) {
    List<Input> inputs = new ArrayList<>();
    for (Word word : words(Vote.values(told))) {
      double[] worse = new double[PERMUTATIONS];
      for (int i = 0; i < worse.length; i++) {
        Predictions after = merged(told, word.texts(), without(word, i));
        worse[i] = metric.goal().loss(metric.of(after).orElse(before)) - metric.goal().loss(before);
      }
      inputs.add(Input.of(word.word(), worse));
    }
    inputs.sort(Comparator.comparingDouble(Input::worse).reversed());
    return inputs;
  }

  private List<Word> words(double[][] values) {
    Map<String, List<Integer>> places = new TreeMap<>();
    for (int row = 0; row < texts.size(); row++) {
      for (String word : new LinkedHashSet<>(texts.get(row))) {
        places.computeIfAbsent(word, name -> new ArrayList<>()).add(row);
      }
    }
    double fewest = Math.max(FEWEST_TEXTS, RARE * texts.size());
    return places.entrySet().stream()
        .filter(place -> place.getValue().size() >= fewest)
        .filter(place -> place.getValue().size() < texts.size())
        .map(
            place -> {
              int[] rows = place.getValue().stream().mapToInt(row -> row).toArray();
              return new Word(place.getKey(), rows, unlike(rows, values));
            })
        .sorted(Comparator.comparingDouble(Word::unlike).reversed())
        .limit(MOST_WORDS)
        .toList();
  }

  /** The largest difference of an output's means with and without, in its standard errors. */
  private static double unlike(int[] rows, double[][] values) {
    double most = 0;
    int n = values.length;
    for (int output = 0; output < values[0].length; output++) {
      double sum = 0;
      double squares = 0;
      for (double[] row : values) {
        sum += row[output];
        squares += row[output] * row[output];
      }
      double with = 0;
      for (int row : rows) {
        with += values[row][output];
      }
      double variance = squares / n - sum / n * (sum / n);
      double difference = with / rows.length - (sum - with) / (n - rows.length);
      double error = Math.sqrt(variance * n / ((double) rows.length * (n - rows.length)));
      most = error > 0 ? Math.max(most, Math.abs(difference) / error) : most;
    }
    return most;
  }

  /** What the model says of the texts that hold a word, each with others in its place. */
  private Predictions without(Word word, int permutation) {
    RandomGenerator random = seeds.generator("replaced-word " + word.word(), permutation);
    List<String> replaced = new ArrayList<>();
    for (int row : word.texts()) {
      List<String> words = new ArrayList<>(texts.get(row));
      words.replaceAll(own -> own.equals(word.word()) ? all.get(random.nextInt(all.size())) : own);
      replaced.add(String.join(" ", words));
    }
    int[] numbers = IntStream.range(0, replaced.size()).toArray();
    List<Column> columns = new ArrayList<>(table.at(word.texts()).columns());
    columns.set(column, new Column.Texts(columns.get(column).name(), numbers, replaced));
    Features changed = new Features.Table(columns, numbers.length, table.image());
    return model.predict(data.at(word.texts()).with(changed), numbers);
  }

  /** The predictions with those of some rows in their places. */
  private static Predictions merged(Predictions told, int[] rows, Predictions some) {
    double[][] values = Vote.values(told).clone();
    double[][] others = Vote.values(some);
    for (int i = 0; i < rows.length; i++) {
      values[rows[i]] = others[i];
    }
    return Vote.with(told, values);
  }
}
