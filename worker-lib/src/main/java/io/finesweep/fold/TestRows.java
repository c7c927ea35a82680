package io.finesweep.fold;

import io.finesweep.data.Dataset;
import io.finesweep.data.Targets;
import io.finesweep.metric.Predictions;
import io.finesweep.trial.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rows that a model is measured on.
 *
 * @param rows which of {@code data}
 * @param sha256 what tells these rows from any others, in hexadecimal
 */
public record TestRows(Dataset data, int[] rows, String sha256) {

  private static final int ROWS_AT_ONCE = 4096;

  /**
   * All rows of {@code data}.
   *
   * @param files what tells the files that they were read from from any others
   */
  public static TestRows all(Dataset data, String files) {
    int[] rows = IntStream.range(0, data.size()).toArray();
    return new TestRows(data, rows, hash(files, data.targets()));
  }

  /** Some rows of {@code data}. */
  static TestRows some(Dataset data, int[] rows) {
    long[] keys = Arrays.stream(rows).mapToLong(row -> data.identity().keys()[row]).toArray();
    return new TestRows(data, rows, hash(Arrays.toString(keys), data.targets().at(rows)));
  }

  /** Whatever columns of the rows are read, they are the same rows. */
  private static String hash(String which, Targets truth) {
    String labels =
        truth instanceof Targets.Classes classes
            ? Arrays.toString(
                Arrays.stream(classes.labels()).mapToObj(classes.names()::get).toArray())
            : Arrays.deepToString(((Targets.Numbers) truth).values());
    return Sha256.of((which + labels).getBytes(StandardCharsets.UTF_8));
  }

  /** One of so many parts, in order; some may be empty. */
  public TestRows part(int part, int parts) {
    int from = (int) ((long) rows.length * part / parts);
    int to = (int) ((long) rows.length * (part + 1) / parts);
    return new TestRows(data, Arrays.copyOfRange(rows, from, to), sha256);
  }

  /** What {@code model} says of them, in the targets' own units. */
  public Predictions predictions(FinalModel.Opened model) {
    if (rows.length == 0) {
      return model.predict(data, rows);
    }
    List<Predictions> blocks = new ArrayList<>();
    for (int from = 0; from < rows.length; from += ROWS_AT_ONCE) {
      int to = Math.min(rows.length, from + ROWS_AT_ONCE);
      blocks.add(model.predict(data, Arrays.copyOfRange(rows, from, to)));
    }
    return blocks.size() == 1 ? blocks.get(0) : Predictions.joined(blocks);
  }
}
