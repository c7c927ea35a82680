package io.finesweep.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A home of Spark as a distribution lays it out, with links for jars. */
final class SparkHome {

  private static final Path TARGET = Path.of("target").toAbsolutePath();

  private SparkHome() {}

  /** One with the jars that the build knows. */
  static Path plain() throws IOException {
    return with(TARGET.resolve("none"));
  }

  /** The same, and the jars in {@code folder}, where there is such a folder. */
  static Path with(Path folder) throws IOException {
    List<Path> all = new ArrayList<>();
    String classPath = Files.readString(TARGET.resolve("spark.classpath"), StandardCharsets.UTF_8);
    for (String jar : classPath.strip().split(":", -1)) {
      all.add(Path.of(jar));
    }
    if (Files.isDirectory(folder)) {
      try (Stream<Path> jars = Files.list(folder)) {
        jars.forEach(all::add);
      }
    }
    Path home = TARGET.resolve("spark-distribution-" + folder.getFileName());
    Path jars = Files.createDirectories(home.resolve("jars"));
    Files.writeString(home.resolve("RELEASE"), "Spark\n");
    for (Path jar : all) {
      Path link = jars.resolve(jar.getFileName());
      Files.deleteIfExists(link);
      Files.createSymbolicLink(link, jar);
    }
    return home;
  }
}
