package io.finesweep.store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * The predictions of all runs of one part in one file, {@code _runs/predictions-00000.zip} and so
 * on, in place of a file for each run; the entries have the names of these files.
 */
final class PredictionPack {

  private PredictionPack() {}

  private static String path(int part) {
    return FoldRuns.FOLDER + "/predictions-%05d.zip".formatted(part);
  }

  /** How many packs there are, from the first on without a gap. */
  static int count(SweepFolder folder) {
    int count = 0;
    while (folder.exists(path(count))) {
      count++;
    }
    return count;
  }

  /**
   * The files that the pack of a part holds, by path.
   *
   * @throws ZipException if it is torn
   * @throws IOException if it is not there or cannot be read
   */
  static Map<String, byte[]> read(SweepFolder folder, int part) throws IOException {
    Map<String, byte[]> files = new HashMap<>();
    // As a whole: a store that ends a stream is away, only what was read can be torn.
    byte[] bytes;
    try (InputStream in = folder.open(path(part))) {
      bytes = in.readAllBytes();
    }
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        files.put(entry.getName(), zip.readAllBytes());
      }
    } catch (EOFException | ZipException e) {
      throw new ZipException(folder.location(path(part)) + " is torn.");
    }
    return files;
  }

  /**
   * Writes the pack of a part, in place of the one that may be there, from the runs' files and from
   * that one. What is gone or changed is left out.
   *
   * @return the files that the pack now holds, which may be deleted
   * @throws io.finesweep.sweep.StoreUnavailable if it cannot be written
   */
  static List<String> write(SweepFolder folder, Filling.Part part) {
    List<String> packed = new ArrayList<>();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PredictionFiles files = new PredictionFiles(folder);
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Placed run : part.placed()) {
        Optional<byte[]> content = files.content(run);
        if (content.isPresent()) {
          ZipEntry entry = new ZipEntry(run.blob().path());
          entry.setTime(0); // the same runs give the same file
          zip.putNextEntry(entry);
          zip.write(content.get());
          packed.add(run.blob().path());
        }
      }
    } catch (IOException e) {
      throw folder.unavailable(path(part.number()), e);
    }
    folder.publish(path(part.number()), bytes.toByteArray());
    return packed;
  }
}
