package io.finesweep.trial;

import java.io.Serializable;
import java.util.List;

/**
 * What all runs of a sweep share.
 *
 * @param engine the name of the engine that fine-tunes
 * @param data the {@code data} section
 * @param validation the {@code sweep.validation} section: folds and test set
 * @param metrics the names of the metrics to compute after each epoch, the objectives first
 * @param folder the sweep's folder in the store, as a URI; runs write below its {@code _runs}
 */
public record Experiment(
    String engine, Settings data, Settings validation, List<String> metrics, String folder)
    implements Serializable {
  public Experiment {
    metrics = List.copyOf(metrics);
  }
}
