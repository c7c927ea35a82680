package io.finesweep.analysis;

import io.finesweep.metric.Predictions;
import io.finesweep.metric.PredictionsFile;
import java.util.Arrays;
import java.util.List;

/**
 * A trial that an {@link Ensemble} may take.
 *
 * @param trial its number
 * @param folds what it predicted for the validation rows of each fold, folds ascending
 */
public record Candidate(int trial, List<PredictionsFile> folds) {

  public Candidate {
    folds = List.copyOf(folds);
  }

  /** Whether {@code other} predicted the same rows of each fold. */
  public boolean matches(Candidate other) {
    if (folds.size() != other.folds.size()) {
      return false;
    }
    for (int fold = 0; fold < folds.size(); fold++) {
      if (!Arrays.equals(folds.get(fold).rows(), other.folds.get(fold).rows())) {
        return false;
      }
    }
    return true;
  }

  Predictions fold(int fold) {
    return folds.get(fold).predictions();
  }
}
