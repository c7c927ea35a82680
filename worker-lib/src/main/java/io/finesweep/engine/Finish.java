package io.finesweep.engine;

import io.finesweep.data.Augmentation;
import io.finesweep.trial.Section;

/**
 * When training ends, and how what came of it predicts.
 *
 * @param earlyStopping when it ends before its budget
 * @param averaging which weights predict
 * @param testTimeAugmentation what they are shown of each row
 */
public record Finish(
    EarlyStopping earlyStopping, Averaging averaging, TestTimeAugmentation testTimeAugmentation) {

  static Finish read(Section section, Augmentation augmentation) {
    return new Finish(
        EarlyStopping.read(section),
        Averaging.read(section),
        TestTimeAugmentation.read(section, augmentation));
  }
}
