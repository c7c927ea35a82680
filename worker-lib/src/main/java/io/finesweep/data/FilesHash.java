package io.finesweep.data;

import io.finesweep.trial.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** SHA-256 of files as they are, whatever is read of them. */
public final class FilesHash {

  private FilesHash() {}

  /** Of all files at {@code path}, a file, folder or pattern, in the order of their paths. */
  public static String of(String path, Configuration configuration) throws IOException {
    FileSystem system = DataFiles.at(path, configuration).system();
    FileStatus[] found = system.globStatus(new Path(path));
    MessageDigest digest = Sha256.start();
    for (Path file : files(system, found == null ? new FileStatus[0] : found)) {
      try (InputStream in = system.open(file)) {
        in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
      }
    }
    return Sha256.end(digest);
  }

  private static List<Path> files(FileSystem system, FileStatus[] found) throws IOException {
    List<Path> files = new ArrayList<>();
    for (FileStatus one : found) {
      var below = system.listFiles(one.getPath(), true);
      while (below.hasNext()) {
        files.add(below.next().getPath());
      }
    }
    files.sort(Comparator.comparing(Path::toString));
    return files;
  }
}
