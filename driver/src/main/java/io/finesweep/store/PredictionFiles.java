package io.finesweep.store;

import io.finesweep.metric.PredictionsFile;
import io.finesweep.trial.Blob;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipException;

/**
 * The predictions that runs left, each in a file of its own or in the {@linkplain PredictionPack
 * pack} of its part, the last one of which is remembered: ask for runs in the order of their parts.
 */
final class PredictionFiles {

  private static final System.Logger LOG = System.getLogger(PredictionFiles.class.getName());

  private final SweepFolder folder;
  private int part = -1;
  private Map<String, byte[]> pack = Map.of();

  PredictionFiles(SweepFolder folder) {
    this.folder = folder;
  }

  /**
   * What a run left; empty where it is gone, torn or changed.
   *
   * @throws io.finesweep.sweep.StoreUnavailable if the store is away: it may be there later
   */
  Optional<PredictionsFile> read(Placed one) {
    return content(one).map(content -> parsed(one, content));
  }

  private PredictionsFile parsed(Placed one, byte[] content) {
    try {
      return PredictionsFile.read(new ByteArrayInputStream(content));
    } catch (IOException e) {
      throw folder.unavailable(one.blob().path(), e);
    }
  }

  /** Its bytes. */
  Optional<byte[]> content(Placed one) {
    try {
      return Optional.of(bytes(one));
    } catch (FileNotFoundException | NoSuchFileException | Blobs.Changed | ZipException e) {
      LOG.log(Level.WARNING, "Predictions are left out: {0}", e.getMessage());
      return Optional.empty();
    } catch (IOException e) {
      throw folder.unavailable(one.blob().path(), e);
    }
  }

  private byte[] bytes(Placed one) throws IOException {
    Blob blob = one.blob();
    if (part != one.part() || !pack.containsKey(blob.path())) {
      try {
        return Blobs.read(folder, blob);
      } catch (FileNotFoundException | NoSuchFileException e) {
        pack = PredictionPack.read(folder, one.part());
        part = one.part();
      }
    }
    byte[] content = pack.get(blob.path());
    if (content == null) {
      throw new FileNotFoundException(folder.location(blob.path()) + " is gone.");
    }
    return Blobs.checked(folder, blob, content);
  }
}
