package io.finesweep.build;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the launcher hands to Java, seen through a stand-in that prints what it was given. */
class LauncherIT {
  private static final Path LAUNCHER = ProjectFiles.HOME.resolve("deploy/bin/finesweep");

  @TempDir Path folder;

  @Test
  void handsTheArgumentsOnUntouched() throws Exception {
    Outcome outcome = launch(java("17.0.1"), Map.of(), "run", "a b.conf", "--set", "x=\"*\"");
    assertThat(outcome.output())
        .containsSubsequence("io.finesweep.cli.Main", "run", "a b.conf", "--set", "x=\"*\"");
    assertThat(outcome.exitCode()).isZero();
  }

  @Test
  void handsOnWhatSparkNeedsAndThenTheOptionsOfTheUser() throws Exception {
    Map<String, String> environment = Map.of("FINESWEEP_JAVA_OPTIONS", "-Xmx3g -Dcolour=red");
    assertThat(launch(java("17.0.1"), environment, "list").output())
        .containsSubsequence(
            "@" + LAUNCHER.resolveSibling("jvm.options"), "-Xmx3g", "-Dcolour=red", "-cp");
  }

  @Test
  void givesEachFoldRunOneThreadUnlessToldOtherwise() throws Exception {
    assertThat(launch(java("17.0.1"), Map.of(), "list").output()).contains("threads=1");
    assertThat(launch(java("17.0.1"), Map.of("OMP_NUM_THREADS", "3"), "list").output())
        .contains("threads=3");
  }

  @Test
  void takesSparkFromItsHomeWhereThatIsSet() throws Exception {
    Map<String, String> environment = Map.of("SPARK_HOME", "/opt/spark 3");
    assertThat(launch(java("17.0.1"), environment, "list").output())
        .anyMatch(line -> line.startsWith("/opt/spark 3/jars/*:"));
  }

  @Test
  void worksThroughALinkFromAnotherFolder() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("a link"), LAUNCHER);
    Outcome outcome = launch(link, java("17.0.1"), Map.of(), "list");
    Files.delete(link);
    assertThat(outcome.output()).contains("@" + LAUNCHER.resolveSibling("jvm.options"));
  }

  @Test
  void handsOnTheExitCode() throws Exception {
    assertThat(launch(java("17.0.1"), Map.of("EXIT_CODE", "3"), "run").exitCode()).isEqualTo(3);
  }

  @Test
  void refusesAnOlderJavaInOneSentence() throws Exception {
    Outcome outcome = launch(java("11.0.2"), Map.of(), "run");
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.output()).isEmpty();
    assertThat(outcome.errors())
        .contains("is Java 11; Finesweep runs on Java 17 to 22.")
        .contains("Maybe set JAVA_HOME to a JDK 17.");
  }

  @Test
  void saysWhereItLookedForJava() throws Exception {
    Outcome outcome = launch(folder.resolve("nowhere"), Map.of(), "run");
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.errors()).contains("there is no Java at '" + folder.resolve("nowhere"));
  }

  /** A Java home whose java prints its threads and its arguments, one a line. */
  private Path java(String version) throws IOException {
    Path home = Files.createDirectories(folder.resolve("java " + version));
    Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
    Files.writeString(
        java,
        """
        #!/bin/sh
        if [ "$1" = -version ]; then echo 'openjdk version "%s" 2021-10-19' >&2; exit; fi
        echo "threads=$OMP_NUM_THREADS"
        printf '%%s\\n' "$@"
        exit "${EXIT_CODE:-0}"
        """
            .formatted(version));
    assertThat(java.toFile().setExecutable(true)).isTrue();
    return home;
  }

  private Outcome launch(Path javaHome, Map<String, String> environment, String... arguments)
      throws Exception {
    return launch(LAUNCHER, javaHome, environment, arguments);
  }

  private Outcome launch(
      Path launcher, Path javaHome, Map<String, String> environment, String... arguments)
      throws Exception {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    Path errors = folder.resolve("errors");
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectError(errors.toFile());
    builder.environment().keySet().removeAll(List.of("SPARK_HOME", "OMP_NUM_THREADS"));
    builder.environment().put("JAVA_HOME", javaHome.toString());
    builder.environment().putAll(environment);
    Process process = builder.start();
    List<String> output =
        new String(process.getInputStream().readAllBytes(), UTF_8).lines().toList();
    return new Outcome(process.waitFor(), output, Files.readString(errors));
  }

  /** How a launch ended, and what it said. */
  private record Outcome(int exitCode, List<String> output, String errors) {}
}
