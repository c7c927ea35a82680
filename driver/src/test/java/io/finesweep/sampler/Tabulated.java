package io.finesweep.sampler;

import io.finesweep.space.Parameter.Choice;
import io.finesweep.space.Parameter.Order;
import io.finesweep.space.Parameter.Traits;
import io.finesweep.space.SearchSpace;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.Value;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * A table that holds, for every point of a space of ordinal parameters, a score for each of some
 * seeds.
 *
 * @param scores by the point's key, higher is better
 */
record Tabulated(String name, SearchSpace space, Map<String, double[]> scores) {

  /** The tables in the files of {@code folder} that end in {@code .csv.gz}. */
  static List<Tabulated> all(Path folder) throws IOException {
    List<Tabulated> tables = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        if (file.toString().endsWith(".csv.gz")) {
          tables.add(read(file));
        }
      }
    }
    return tables;
  }

  private static Tabulated read(Path file) throws IOException {
    List<String[]> rows = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      reader.lines().forEach(line -> rows.add(line.split(",", -1)));
    }
    String[] header = rows.remove(0);
    int parameters = 0;
    while (!header[parameters].startsWith("seed_")) {
      parameters++;
    }
    Map<String, double[]> scores = new HashMap<>();
    for (String[] row : rows) {
      Map<String, Value> values = new HashMap<>();
      for (int i = 0; i < parameters; i++) {
        values.put(header[i], Value.of(Double.valueOf(row[i])));
      }
      double[] seeds =
          Arrays.stream(row).skip(parameters).mapToDouble(Double::parseDouble).toArray();
      scores.put(Configuration.of(values).key(), seeds);
    }
    List<Choice> choices = new ArrayList<>();
    for (int i = 0; i < parameters; i++) {
      choices.add(choice(header[i], rows, i));
    }
    String name = file.getFileName().toString().replace(".csv.gz", "");
    return new Tabulated(name, new SearchSpace(List.copyOf(choices)), scores);
  }

  private static Choice choice(String path, List<String[]> rows, int column) {
    TreeSet<Double> values = new TreeSet<>();
    rows.forEach(row -> values.add(Double.valueOf(row[column])));
    List<Value> options = values.stream().map(Value::of).toList();
    return new Choice(path, options, Order.ORDINAL, Traits.NONE);
  }

  /** The score of a point for one seed. */
  double score(Configuration point, int seed) {
    return seeds(point)[seed];
  }

  private double[] seeds(Configuration point) {
    double[] seeds = scores.get(point.key());
    if (seeds == null) {
      throw new IllegalArgumentException("The table '" + name + "' lacks " + point + ".");
    }
    return seeds;
  }

  /**
   * Of the means over all seeds, with the best and the median one of the table: (best − the
   * point's) / (best − median).
   */
  Problem problem() {
    double[] means = scores.values().stream().mapToDouble(Tabulated::mean).sorted().toArray();
    double best = means[means.length - 1];
    double median = means[means.length / 2];
    return new Problem(name, space, point -> (best - mean(seeds(point))) / (best - median));
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }
}
