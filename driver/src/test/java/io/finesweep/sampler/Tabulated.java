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
 * @param best mean over the seeds of all points
 * @param median of those means
 */
public record Tabulated(
    String name, SearchSpace space, Map<String, double[]> scores, double best, double median) {

  /**
   * The tables in the files that end in {@code .csv.gz}, below {@code hpobench} in the folder that
   * {@code finesweep.bench.data} names; none without it.
   */
  public static List<Tabulated> all() throws IOException {
    String data = System.getProperty("finesweep.bench.data", "");
    return data.isEmpty() ? List.of() : in(Path.of(data, "hpobench"));
  }

  private static List<Tabulated> in(Path folder) throws IOException {
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
    double[] means = scores.values().stream().mapToDouble(Tabulated::mean).sorted().toArray();
    return new Tabulated(
        file.getFileName().toString().replace(".csv.gz", ""),
        new SearchSpace(List.copyOf(choices)),
        scores,
        means[means.length - 1],
        means[means.length / 2]);
  }

  private static Choice choice(String path, List<String[]> rows, int column) {
    TreeSet<Double> values = new TreeSet<>();
    rows.forEach(row -> values.add(Double.valueOf(row[column])));
    List<Value> options = values.stream().map(Value::of).toList();
    return new Choice(path, options, Order.ORDINAL, Traits.NONE);
  }

  /** The score of a point for one seed. */
  public double score(Configuration point, int seed) {
    return seeds(point)[seed];
  }

  private double[] seeds(Configuration point) {
    double[] seeds = scores.get(point.key());
    if (seeds == null) {
      throw new IllegalArgumentException("The table '" + name + "' lacks " + point + ".");
    }
    return seeds;
  }

  /** Of the point's mean over all seeds: (best − the point's) / (best − median). */
  public double regret(Configuration point) {
    return (best - mean(seeds(point))) / (best - median);
  }

  Problem problem() {
    return new Problem(name, space, this::regret);
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }
}
