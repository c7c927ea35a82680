package io.finesweep.trial;

import java.io.Serializable;
import java.util.List;

/**
 * What all runs of a sweep share.
 *
 * @param engine the name of the engine that fine-tunes
 * @param data the {@code data} section
 * @param validation the {@code sweep.validation} section: folds and test set
 * @param metrics the names of the metrics to compute after each epoch, the objectives first; costs
 *     after a run's last
 * @param folder the sweep's folder in the store, as a URI; runs write below its {@code _runs}
 * @param sharedMemory how many megabytes of an executor's heap may hold what its runs share
 * @param storedFeatures how many megabytes of the store may hold what frozen layers put out
 */
public record Experiment(
    String engine,
    Settings data,
    Settings validation,
    List<String> metrics,
    String folder,
    int sharedMemory,
    int storedFeatures)
    implements Serializable {

  /** What {@code sharedMemory} is unless it is set. */
  public static final int SHARED_MEMORY = 512;

  /** What {@code storedFeatures} is unless it is set. */
  public static final int STORED_FEATURES = 4096;

  public Experiment {
    metrics = List.copyOf(metrics);
  }

  public Experiment(
      String engine, Settings data, Settings validation, List<String> metrics, String folder) {
    this(engine, data, validation, metrics, folder, SHARED_MEMORY, STORED_FEATURES);
  }

  /** The same with its files elsewhere. */
  public Experiment located(Settings data, Settings validation, String folder) {
    return new Experiment(engine, data, validation, metrics, folder, sharedMemory, storedFeatures);
  }
}
