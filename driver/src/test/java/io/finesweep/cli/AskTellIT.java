package io.finesweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.finesweep.store.Duck;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another program as the objective, over real pipes. */
class AskTellIT {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static final String ONE =
      """
      sweep {
        name = bowl
        objective = { metric = height, goal = minimize }
        strategy = { sampler = random, schedule = full, seed = 3 }
        budget = { trials = 6 }
        validation = { folds = 2 }
      }
      fine-tuning {
        depth = { uniform = [-1, 1] }
        kind = { choice = [flat, { steep { slope = { log-uniform = [1, 100] } } }] }
      }
      """;

  @TempDir private Path scratch;

  /** A conversation with a process. */
  private static final class Talk implements AutoCloseable {
    private final Process process;
    private final PrintStream in;
    private final BufferedReader out;

    Talk(Path conf, String... more) throws IOException {
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.add("@" + Program.HOME.resolve("deploy/bin/jvm.options"));
      command.add("-XX:TieredStopAtLevel=1");
      command.addAll(List.of("-cp", System.getProperty("java.class.path")));
      command.addAll(List.of(Main.class.getName(), "ask-tell", conf.toString()));
      command.addAll(List.of(more));
      process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      in = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
      out =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    JsonNode say(String line) throws IOException {
      in.println(line);
      return MAPPER.readTree(out.readLine());
    }

    int end() throws IOException, InterruptedException {
      in.close();
      assertThat(out.readLine()).isNull();
      return process.waitFor();
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }

  private Path conf() throws IOException {
    Path conf = scratch.resolve("bowl.conf");
    Files.writeString(conf, ONE);
    return conf;
  }

  private static String tell(JsonNode run, String value) {
    return "{\"tell\": {\"number\": %d, \"fold\": %d, \"epochs\": %d, %s}}"
        .formatted(
            run.get("number").intValue(),
            run.get("fold").intValue(),
            run.get("epochs").intValue(),
            value);
  }

  @Test
  void proposesRunsLearnsWhatTheyGaveAndNamesTheBest() throws Exception {
    try (Talk talk = new Talk(conf())) {
      assertThat(talk.say("{\"best\": true}").has("error")).isTrue();
      double lowest = Double.POSITIVE_INFINITY;
      int best = -1;
      int runs = 0;
      JsonNode answer = talk.say("{\"ask\": 2}");
      while (!answer.get("runs").isEmpty()) {
        for (JsonNode run : answer.get("runs")) {
          assertThat(run.get("epochs").intValue()).isEqualTo(1);
          double depth = run.get("parameters").get("depth").doubleValue();
          boolean steep = run.get("parameters").get("kind").textValue().equals("steep");
          assertThat(run.get("parameters").has("kind.steep.slope")).isEqualTo(steep);
          if (depth * depth < lowest) {
            lowest = depth * depth;
            best = run.get("number").intValue();
          }
          assertThat(talk.say(tell(run, "\"value\": " + depth * depth)).get("ok").booleanValue())
              .isTrue();
          runs++;
        }
        answer = talk.say("{\"ask\": 2}");
      }
      assertThat(answer.get("done").booleanValue()).isTrue();
      assertThat(runs).isEqualTo(12);
      assertThat(talk.say("{\"best\": true}").get("number").intValue()).isEqualTo(best);
      assertThat(talk.end()).isZero();
    }
  }

  @Test
  void racesOverTheFoldsUnlessToldOtherwise() throws Exception {
    Path conf = scratch.resolve("race.conf");
    Files.writeString(
        conf,
        ONE.replace("sampler = random, schedule = full, ", "")
            .replace("folds = 2", "folds = 5")
            .replace("trials = 6", "fold-runs = 100"));
    try (Talk talk = new Talk(conf)) {
      Map<Integer, Integer> folds = new TreeMap<>();
      Map<Integer, Double> heights = new TreeMap<>();
      JsonNode answer = talk.say("{\"ask\": 1}");
      while (!answer.get("runs").isEmpty()) {
        JsonNode run = answer.get("runs").get(0);
        int number = run.get("number").intValue();
        double depth = run.get("parameters").get("depth").doubleValue();
        double height = depth * depth + 0.01 * run.get("fold").intValue();
        folds.merge(number, 1, Integer::sum);
        heights.put(number, depth * depth);
        assertThat(run.get("epochs").intValue()).isEqualTo(1);
        talk.say(tell(run, "\"value\": " + height));
        answer = talk.say("{\"ask\": 1}");
      }
      assertThat(folds.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(100);
      // All folds of each would be 20 trials; how many more, the sampler's luck decides.
      assertThat(folds).hasSizeGreaterThan(25);
      int best = talk.say("{\"best\": true}").get("number").intValue();
      assertThat(folds).containsEntry(best, 5);
      assertThat(heights.get(best)).isLessThan(0.01);
    }
  }

  @Test
  void aWrongLineGetsAnErrorAndChangesNothing() throws Exception {
    try (Talk talk = new Talk(conf())) {
      JsonNode run = talk.say("{\"ask\": 1}").get("runs").get(0);
      for (String wrong :
          List.of(
              "no json",
              "[]",
              "{}",
              "{\"ask\": 0}",
              "{\"ask\": \"two\"}",
              "{\"ask\": 1, \"best\": true}",
              "{\"tell\": {}}",
              "{\"tell\": {\"number\": 0, \"fold\": 0, \"epochs\": 9, \"value\": 1}}",
              tell(run, "\"value\": \"high\""),
              tell(run, "\"value\": 1, \"failed\": \"both\""),
              tell(run, "\"failed\": 7"),
              "{\"best\": false}")) {
        assertThat(talk.say(wrong).path("error").asText()).as(wrong).isNotBlank();
      }
      assertThat(talk.say(tell(run, "\"value\": 1")).has("ok")).isTrue();
      assertThat(talk.say(tell(run, "\"value\": 1")).has("error")).isTrue();
    }
  }

  @Test
  void aFailedAndADivergedTrialAreNotTheBest() throws Exception {
    try (Talk talk = new Talk(conf())) {
      JsonNode runs = talk.say("{\"ask\": 6}").get("runs");
      for (JsonNode run : runs) {
        String value =
            switch (run.get("number").intValue()) {
              case 0 -> "\"failed\": \"out of memory\"";
              case 1 -> "\"value\": null";
              default -> "\"value\": 5";
            };
        talk.say(tell(run, value));
      }
      assertThat(talk.say("{\"best\": true}").get("number").intValue()).isEqualTo(2);
    }
  }

  @Test
  void aStoredSweepHandsOutAgainWhatWasNeverToldAndTakesItLate() throws Exception {
    String store = "--set=sweep.store=" + scratch.resolve("store");
    JsonNode asked;
    try (Talk talk = new Talk(conf(), store)) {
      asked = talk.say("{\"ask\": 3}").get("runs");
      talk.say(tell(asked.get(1), "\"value\": 4"));
    }
    try (Talk talk = new Talk(conf(), store)) {
      JsonNode again = talk.say("{\"ask\": 3}").get("runs");
      assertThat(again.get(0)).isEqualTo(asked.get(0));
      assertThat(again.get(1)).isEqualTo(asked.get(2));
      assertThat(again).hasSize(3);
      assertThat(talk.say("{\"best\": true}").get("number")).isEqualTo(asked.get(1).get("number"));
    }
    try (Talk talk = new Talk(conf(), store)) {
      String late = tell(asked.get(2), "\"value\": 3");
      assertThat(talk.say(late).has("ok")).isTrue();
      assertThat(talk.say(late).get("error").textValue()).startsWith("No run is outstanding");
      assertThat(talk.say("{\"ask\": 1}").get("runs").get(0)).isEqualTo(asked.get(0));
      assertThat(talk.say("{\"best\": true}").get("number")).isEqualTo(asked.get(2).get("number"));
    }
  }

  @Test
  void leavesTablesAndARankingWhereverItsInputEndsAndItsEndWhereAllIsTold() throws Exception {
    Path folder = scratch.resolve("store").resolve("bowl");
    String store = "--set=sweep.store=" + scratch.resolve("store");
    try (Talk talk = new Talk(conf(), store)) {
      JsonNode runs = talk.say("{\"ask\": 4}").get("runs");
      talk.say(tell(runs.get(0), "\"value\": 4"));
      talk.say(tell(runs.get(1), "\"value\": NaN"));
      assertThat(talk.end()).isZero();
    }
    assertThat(status(folder)).isEqualTo("stopped");
    assertThat(Duck.rows(folder, "select count(*) from '%s/trials/*.parquet'"))
        .containsExactly("2");
    try (Talk talk = new Talk(conf(), store)) {
      JsonNode runs = talk.say("{\"ask\": 20}").get("runs");
      for (JsonNode run : runs) {
        int number = run.get("number").intValue();
        talk.say(tell(run, "\"value\": " + (number == 4 ? 1 : 5 + number)));
      }
      assertThat(talk.end()).isZero();
    }
    assertThat(status(folder)).isEqualTo("done");
    assertThat(
            Duck.rows(
                folder, "select number, status, metric_height from '%s/ranking.parquet' limit 2"))
        .containsExactly("4,complete,1.0", "1,complete,6.0");
    assertThat(Duck.rows(folder, "select count(*) from '%s/folds/*.parquet'"))
        .containsExactly("12");
    try (Talk talk = new Talk(conf(), store, "--set=sweep.budget.trials=7")) {
      assertThat(talk.say("{\"ask\": 20}").get("runs")).hasSize(2);
      assertThat(status(folder)).isEqualTo("open");
      talk.process.destroy(); // as a scheduler asks a process to end
      assertThat(talk.process.waitFor()).isEqualTo(ExitCode.STOPPED);
    }
    assertThat(status(folder)).isEqualTo("stopped");
    assertThat(Duck.rows(folder, "select count(*) from '%s/trials/*.parquet'"))
        .containsExactly("7");
    assertThat(errors("retry", folder.toString()))
        .isEqualTo(
            "The sweep in '%s' is an ask-tell sweep: its runs are another program's, and only that can run them again.\n"
                    .formatted(folder)
                + "Maybe carry on with it, which first hands out what was never told: finesweep ask-tell %s\n"
                    .formatted(folder.resolve("sweep.conf")));
    assertThat(errors("report", folder.toString())).isEmpty();
    assertThat(Files.readString(folder.resolve("report/index.html")))
        .contains("finesweep ask-tell " + folder.resolve("sweep.conf"));
  }

  private static String errors(String... arguments) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Main.Streams streams =
        new Main.Streams(
            InputStream.nullInputStream(),
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    Main.run(streams, arguments);
    return err.toString(StandardCharsets.UTF_8);
  }

  private static String status(Path folder) {
    return StoredSweep.at(folder.toString()).status();
  }

  @Test
  void severalObjectivesConstraintsBoundsAndPointsToTryFirst() throws Exception {
    Path conf = scratch.resolve("several.conf");
    Files.writeString(
        conf,
        """
        sweep {
          objective = [{ metric = height, goal = minimize }, { metric = speed, goal = maximize }]
          require = ["a + b <= 1"]
          subject-to = ["bytes <= 100"]
          try-first = [{ a = 0.25, b = 0.5 }]
          strategy = { sampler = auto, schedule = full, seed = 3 }
          budget = { trials = 20 }
        }
        fine-tuning { a = { uniform = [0, 1] }, b = { uniform = [0, 1] } }
        """);
    try (Talk talk = new Talk(conf)) {
      for (int trial = 0; trial < 20; trial++) {
        JsonNode run = talk.say("{\"ask\": 1}").get("runs").get(0);
        double a = run.get("parameters").get("a").doubleValue();
        double b = run.get("parameters").get("b").doubleValue();
        assertThat(a + b).isLessThanOrEqualTo(1);
        if (trial == 0) {
          assertThat(List.of(a, b)).containsExactly(0.25, 0.5);
          assertThat(talk.say(told(0, "3")).has("error")).isTrue();
        }
        if (trial == 7) {
          assertThat(talk.say("{\"best\": true}").get("error").textValue())
              .isEqualTo("No trial that has ended can win: 7 break bytes <= 100.");
        }
        int bytes = trial == 7 ? 100 : 101 + trial;
        String value = "{\"height\": %s, \"speed\": %s, \"bytes\": %d}".formatted(a, 1 - b, bytes);
        assertThat(talk.say(told(trial, value)).has("ok")).isTrue();
      }
      assertThat(talk.say("{\"best\": true}").get("number").intValue()).isEqualTo(7);
    }
    assertThat(errors("ask-tell", conf.toString(), "--set=sweep.strategy.schedule=race"))
        .contains("race: It ranks trials by the first objective alone, height; full trains all");
  }

  @Test
  void handsOutAllThatTightConstraintsLeaveAndSaysSo() throws Exception {
    Path conf = scratch.resolve("tight.conf");
    Files.writeString(
        conf,
        """
        sweep {
          objective { metric = height, goal = minimize }
          require = ["a == b", "b == c", "c == d"]
          try-first = [{ a = 3, b = 3, c = 3, d = 3 }]
          budget { trials = 40 }
        }
        fine-tuning { a = { int = [1, 30] }, b = ${fine-tuning.a}, c = ${fine-tuning.a}, d = ${fine-tuning.a} }
        """);
    try (Talk talk = new Talk(conf)) {
      JsonNode answer = talk.say("{\"ask\": 100}");
      assertThat(answer.get("runs")).hasSize(30);
      assertThat(answer.get("runs").get(0).get("parameters").get("d").intValue()).isEqualTo(3);
      assertThat(answer.get("reason").textValue())
          .isEqualTo("There are trials of all 30 points that sweep.require leaves.");
    }
  }

  @Test
  void beginsWithTheBestPointsOfEarlierSweepsThatTheSpaceStillHolds() throws Exception {
    Path past = small("past", 1.0, "");
    try (Talk talk = new Talk(past)) {
      for (int trial = 0; trial < 8; trial++) {
        JsonNode run = talk.say("{\"ask\": 1}").get("runs").get(0);
        double a = run.get("parameters").get("a").doubleValue();
        talk.say(told(trial, String.valueOf(Math.abs(a - 0.4))));
      }
    }
    double best = Double.NaN;
    try (Talk talk = new Talk(past)) {
      JsonNode named = talk.say("{\"best\": true}");
      best = named.get("parameters").get("a").doubleValue();
    }
    Path next = small("next", 0.9, "warm-start = [latest]");
    try (Talk talk = new Talk(next)) {
      JsonNode runs = talk.say("{\"ask\": 4}").get("runs");
      assertThat(runs.get(0).get("parameters").get("a").doubleValue()).isEqualTo(best);
      assertThat(runs).allMatch(r -> r.get("parameters").get("a").doubleValue() <= 0.9);
    }
  }

  private Path small(String name, double high, String more) throws IOException {
    return Files.writeString(
        scratch.resolve(name + ".conf"),
        """
        sweep {
          objective = { metric = height, goal = minimize }
          store = "%s"
          strategy = { sampler = random, schedule = full, seed = 3 }
          budget = { trials = 8 }
          %s
        }
        fine-tuning { a = { uniform = [0, %s] } }
        """
            .formatted(scratch.resolve("sweeps"), more, high));
  }

  private static String told(int trial, String value) {
    return "{\"tell\": {\"number\": %d, \"fold\": 0, \"epochs\": 1, \"value\": %s}}"
        .formatted(trial, value);
  }

  @Test
  void withSeveralObjectivesATellHasAValueForEachAndBestNamesTheFront() throws Exception {
    Path conf = scratch.resolve("two.conf");
    Files.writeString(
        conf,
        ONE.replace(
                "objective = { metric = height, goal = minimize }",
                "objective = [{ metric = height, goal = minimize },"
                    + " { metric = width, goal = maximize }]")
            .replace("folds = 2", "folds = 1"));
    double[][] values = {{1, 10}, {2, 90}, {3, 5}, {1.5, 50}};
    try (Talk talk = new Talk(conf)) {
      for (double[] told : values) {
        JsonNode run = talk.say("{\"ask\": 1}").get("runs").get(0);
        assertThat(talk.say(tell(run, "\"value\": 1")).get("error").textValue())
            .contains("height, width");
        String value = "\"value\": {\"height\": %s, \"width\": %s}".formatted(told[0], told[1]);
        assertThat(talk.say(tell(run, value)).get("ok").booleanValue()).isTrue();
      }
      JsonNode best = talk.say("{\"best\": true}");
      List<Integer> front = new ArrayList<>();
      best.get("front").forEach(trial -> front.add(trial.get("number").intValue()));
      assertThat(front).containsExactlyInAnyOrder(0, 1, 3);
      assertThat(best.get("number").intValue()).isEqualTo(front.get(0));
      assertThat(best.get("front").get(0).get("parameters")).isEqualTo(best.get("parameters"));
    }
  }

  @Test
  void takesOverWhatAnEarlierSweepCameToAndGoesOnWithItWhenThatIsGone() throws Exception {
    Path store = scratch.resolve("store");
    String[] yesterday = {"--set", "sweep.store=" + store};
    double lowest = Double.POSITIVE_INFINITY;
    JsonNode best = null;
    try (Talk talk = new Talk(conf(), yesterday)) {
      for (JsonNode run : talk.say("{\"ask\": 12}").get("runs")) {
        double depth = run.get("parameters").get("depth").doubleValue();
        talk.say(tell(run, "\"value\": " + depth * depth));
        best = depth * depth < lowest ? run.get("parameters") : best;
        lowest = Math.min(lowest, depth * depth);
      }
      talk.end();
    }
    List<String> today = new ArrayList<>(List.of(yesterday));
    today.addAll(List.of("--set", "sweep.name=today", "--set", "sweep.warm-start=[latest]"));
    today.addAll(List.of("--set", "sweep.strategy.sampler=gp", "--set", "sweep.budget.trials=9"));
    try (Talk talk = new Talk(conf(), today.toArray(String[]::new))) {
      JsonNode run = talk.say("{\"ask\": 1}").get("runs").get(0);
      assertThat(run.get("parameters")).isEqualTo(best);
      talk.end();
    }
    delete(store.resolve("bowl"));
    try (Talk talk = new Talk(conf(), today.toArray(String[]::new))) {
      List<JsonNode> points = new ArrayList<>();
      talk.say("{\"ask\": 8}").get("runs").forEach(run -> points.add(run.get("parameters")));
      // Both folds of three points that the earlier sweep tried, the run that was lost among them.
      assertThat(points.stream().distinct().count()).isGreaterThanOrEqualTo(3);
      assertThat(points.get(0)).isEqualTo(best);
      talk.end();
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
