package io.finesweep.engine;

import io.finesweep.trial.Section;

/**
 * When training ends, and how what came of it predicts.
 *
 * @param earlyStopping when it ends before its budget
 * @param averaging which weights predict
 */
public record Finish(EarlyStopping earlyStopping, Averaging averaging) {

  static Finish read(Section section) {
    return new Finish(EarlyStopping.read(section), Averaging.read(section));
  }
}
