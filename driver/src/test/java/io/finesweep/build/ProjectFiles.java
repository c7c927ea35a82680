package io.finesweep.build;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where the project's own sources and classes lie, seen from the driver's folder. */
final class ProjectFiles {
  static final Path HOME = Path.of("..").toAbsolutePath().normalize();
  static final Path WORKER_LIB = HOME.resolve("worker-lib");
  static final Path DRIVER = HOME.resolve("driver");

  private ProjectFiles() {}

  static JavaClasses mainClasses(Path... modules) {
    return classes("target/classes", modules);
  }

  static JavaClasses testClasses() {
    return classes("target/test-classes", WORKER_LIB, DRIVER);
  }

  /** The folders under src/main/java of a module that hold Java files. */
  static List<Path> sourceFolders(Path module) {
    Path sources = module.resolve("src/main/java");
    try (Stream<Path> files = Files.walk(sources)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(file -> sources.relativize(file).getParent())
          .distinct()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JavaClasses classes(String folder, Path... modules) {
    return new ClassFileImporter()
        .importPaths(Stream.of(modules).map(module -> module.resolve(folder)).toList());
  }
}
