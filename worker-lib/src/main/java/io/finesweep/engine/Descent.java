package io.finesweep.engine;

import io.finesweep.trial.Section;

/** How a gradient becomes a step. */
public record Descent(LearningRate learningRate, Optimizer optimizer, Clipping clipping) {

  static Descent read(Section section) {
    return new Descent(LearningRate.read(section), Optimizer.read(section), Clipping.read(section));
  }
}
