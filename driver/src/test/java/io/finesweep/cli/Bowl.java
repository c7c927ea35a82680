package io.finesweep.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Sweeps that cost nothing, stored within this process: the test is the objective. */
final class Bowl {

  private final Path folder;

  Bowl(Path folder) {
    this.folder = folder;
  }

  /** What a command printed. */
  record Said(int code, String out, String err) {}

  Path store() {
    return folder.resolve("store");
  }

  /** Runs a command with nothing on its standard input. */
  static Said run(String... arguments) {
    return answer("", arguments);
  }

  private static Said answer(String in, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        Main.run(
            new Main.Streams(
                new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8)),
            arguments);
    return new Said(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Proposes a trial for each value and tells it. */
  Path sweep(String name, double... values) throws IOException {
    return carryOn(name, 0, values);
  }

  /** The same where so many trials were told before. */
  Path carryOn(String name, int before, double... values) throws IOException {
    Path conf = folder.resolve(name + ".conf");
    Files.writeString(
        conf,
        """
        sweep {
          name = %s
          store = "%s"
          objective = { metric = height, goal = minimize }
          strategy = { sampler = random, schedule = full, seed = 3 }
          budget = { trials = 50 }
          validation = { folds = 1 }
        }
        fine-tuning { depth = { uniform = [-1, 1] } }
        """
            .formatted(name, store()));
    StringBuilder lines = new StringBuilder();
    for (int trial = 0; trial < values.length; trial++) {
      lines.append("{\"ask\": 1}\n");
      lines.append(
          "{\"tell\": {\"number\": %d, \"fold\": 0, \"epochs\": 1, \"value\": %s}}\n"
              .formatted(before + trial, values[trial]));
    }
    Said said = answer(lines.toString(), "ask-tell", conf.toString());
    if (said.code() != 0 || said.out().contains("error")) {
      throw new AssertionError(List.of(said).toString());
    }
    return store().resolve(name);
  }
}
