package io.finesweep.engine;

import io.finesweep.trial.Section;

/**
 * When training ends, and how what came of it predicts.
 *
 * @param earlyStopping when it ends before its budget
 */
public record Finish(EarlyStopping earlyStopping) {

  static Finish read(Section section) {
    return new Finish(EarlyStopping.read(section));
  }
}
