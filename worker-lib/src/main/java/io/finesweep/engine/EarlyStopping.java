package io.finesweep.engine;

import io.finesweep.trial.Section;
import io.finesweep.trial.Section.Range;

/**
 * When training ends before its budget: a slice of the training part is watched, never the rows
 * that a model is measured on (Prechelt, Early Stopping, but when?, 1998, criterion UP).
 *
 * @param patience after how many epochs in a row without a gain training ends; 0 for never
 * @param share of the training rows that is watched
 * @param gain by how much the loss of the watched rows must fall to count as one
 */
public record EarlyStopping(int patience, double share, double gain) {

  /** Reads {@code early-stopping { patience = 0, share = 0.1, gain = 0 }}. */
  static EarlyStopping read(Section section) {
    Section options = section.section("early-stopping");
    EarlyStopping read =
        new EarlyStopping(
            options.integer("patience", 0, Range.atLeast(0)),
            options.number("share", 0.1, new Range(0, false, 1, false)),
            options.number("gain", 0, Range.NOT_NEGATIVE));
    options.end();
    return read;
  }

  /** Whether training may end before its budget. */
  public boolean isOn() {
    return patience > 0;
  }
}
