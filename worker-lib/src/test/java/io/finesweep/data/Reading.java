package io.finesweep.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.finesweep.trial.Problem;
import io.finesweep.trial.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/** Reads data in tests: from settings, as a user writes them. */
final class Reading {

  private Reading() {}

  static Settings settings(Object... pairs) {
    Map<String, Object> tree = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      tree.put((String) pairs[i], pairs[i + 1]);
    }
    return Settings.of(tree);
  }

  static DataSpec spec(Object... pairs) {
    List<Problem> problems = new ArrayList<>();
    DataSpec spec = DataSpec.read(settings(pairs).section("data", problems));
    assertThat(problems).isEmpty();
    return spec;
  }

  static List<String> problems(Object... pairs) {
    List<Problem> problems = new ArrayList<>();
    DataSpec.read(settings(pairs).section("data", problems));
    return problems.stream().map(p -> p.rule() + " " + p.wayOut()).toList();
  }

  static ValidationSpec validation(Object... pairs) {
    List<Problem> problems = new ArrayList<>();
    ValidationSpec spec =
        ValidationSpec.read(settings(pairs).section("sweep.validation", problems));
    assertThat(problems).isEmpty();
    return spec;
  }

  static Dataset load(DataSpec spec) throws IOException {
    return Datasets.load(spec, new Configuration());
  }

  /** The data set of a CSV file with these lines. */
  static Dataset csv(Path folder, String lines, Object... more) throws IOException {
    return load(csvSpec(folder, lines, more));
  }

  static DataSpec csvSpec(Path folder, String lines, Object... more) throws IOException {
    Path file = folder.resolve("table.csv");
    Files.write(file, lines.getBytes(StandardCharsets.UTF_8));
    Object[] pairs = new Object[more.length + 4];
    System.arraycopy(more, 0, pairs, 4, more.length);
    pairs[0] = "format";
    pairs[1] = "csv";
    pairs[2] = "path";
    pairs[3] = file.toString();
    return spec(pairs);
  }

  static int[] all(Dataset data) {
    return java.util.stream.IntStream.range(0, data.size()).toArray();
  }
}
