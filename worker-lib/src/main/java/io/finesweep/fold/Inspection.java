package io.finesweep.fold;

import io.finesweep.data.DatasetDescription;
import io.finesweep.engine.ModelDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What data and base model of a sweep are, before it runs.
 *
 * @param contentHash SHA-256, in hexadecimal, of the data as read
 * @param test the number of rows in the test set
 * @param folds the numbers of training and validation rows of each fold
 * @param baseModelSha256 of its file, in hexadecimal; null where there is none
 * @param baseModel null where training begins from scratch
 */
public record Inspection(
    DatasetDescription data,
    String contentHash,
    int test,
    List<Sizes> folds,
    @Nullable String baseModelSha256,
    @Nullable ModelDescription baseModel) {
  public Inspection {
    folds = List.copyOf(folds);
  }

  /** The numbers of rows of one fold. */
  public record Sizes(int training, int validation) {}
}
