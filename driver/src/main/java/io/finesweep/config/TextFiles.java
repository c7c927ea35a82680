package io.finesweep.config;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Text files, local ones and those of any Hadoop file system. */
final class TextFiles {

  private static final Pattern SCHEME = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]+:.*");

  private final Configuration hadoop;

  TextFiles(Configuration hadoop) {
    this.hadoop = hadoop;
  }

  /**
   * The content of the file at {@code location}.
   *
   * @throws InvalidConfiguration if it cannot be read
   */
  String read(String location) {
    try {
      return text(location);
    } catch (IOException | IllegalArgumentException e) {
      throw new InvalidConfiguration(
          new Place(location, 0),
          "This file cannot be read: " + reason(e),
          "Maybe its name is misspelt, or relative to another folder.");
    }
  }

  /** Whether there is a file at {@code location}. */
  boolean exists(String location) {
    try {
      return isRemote(location)
          ? new Path(location).getFileSystem(hadoop).exists(new Path(location))
          : java.nio.file.Files.isRegularFile(java.nio.file.Path.of(location));
    } catch (IOException | IllegalArgumentException e) {
      return false;
    }
  }

  /** {@code name} as seen from the folder that holds the file at {@code location}. */
  static String sibling(String location, String name) {
    if (isRemote(name)) {
      return name;
    }
    return isRemote(location)
        ? new Path(new Path(location).getParent(), name).toString()
        : java.nio.file.Path.of(location).resolveSibling(name).toString();
  }

  /** {@code location} with its scheme and from the root on. */
  String absolute(String location) {
    java.net.URI standard = org.apache.hadoop.fs.FileSystem.getDefaultUri(hadoop);
    boolean local = "file".equals(standard.getScheme());
    String home =
        local ? System.getProperty("user.dir") : "/user/" + System.getProperty("user.name");
    return new Path(location).makeQualified(standard, new Path(home)).toString();
  }

  private static boolean isRemote(String location) {
    return SCHEME.matcher(location).matches();
  }

  private String text(String location) throws IOException {
    if (!isRemote(location)) {
      return java.nio.file.Files.readString(java.nio.file.Path.of(location));
    }
    Path path = new Path(location);
    try (InputStream in = path.getFileSystem(hadoop).open(path)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String reason(Exception e) {
    if (e instanceof NoSuchFileException || e instanceof FileNotFoundException) {
      return "there is none.";
    } else if (e instanceof AccessDeniedException) {
      return "reading it is not allowed.";
    }
    return e.getMessage() + ".";
  }
}
