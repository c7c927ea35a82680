package io.finesweep.cli;

import io.finesweep.store.SweepFolder;
import io.finesweep.sweep.StoreUnavailable;
import io.finesweep.trial.Blob;
import java.io.IOException;
import java.io.InputStream;

/** The models of a sweep, where people look for them. */
final class Models {

  private Models() {}

  /** The path of the models that predict together, relative to the sweep's folder. */
  static final String ENSEMBLE = SweepFolder.MODELS + "/ensemble.zip";

  /** The path of a trial's model, relative to the sweep's folder. */
  static String path(int trial) {
    return SweepFolder.MODELS + "/trial-" + trial + ".zip";
  }

  /** Copies the model that an executor wrote to its place. */
  static void publish(SweepFolder folder, int trial, Blob model) {
    try (InputStream in = folder.open(model.path())) {
      folder.publish(path(trial), in.readAllBytes());
    } catch (IOException e) {
      throw new StoreUnavailable(
          "The model '" + folder.location(model.path()) + "' cannot be read: " + e.getMessage(), e);
    }
  }
}
