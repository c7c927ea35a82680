package io.finesweep.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Images, scripts and templates under {@code deploy}, as far as they can be held without a cluster.
 */
class DeployIT {

  /** What a build leaves behind for images; the natives only under {@code -Pcuda}. */
  private static final Set<String> BUILT =
      Set.of("driver/target/finesweep.jar", "worker-lib/target/cuda-natives");

  @TempDir Path folder;

  private static String text(String path) throws IOException {
    return Files.readString(ProjectFiles.HOME.resolve(path), StandardCharsets.UTF_8);
  }

  @Test
  void imagesCopyWhatIsThereOrWhatTheBuildLeaves() throws Exception {
    for (String name : List.of("Dockerfile", "Dockerfile.cuda")) {
      List<String> copied =
          text("deploy/docker/" + name)
              .lines()
              .filter(line -> line.startsWith("COPY "))
              .map(line -> line.substring("COPY ".length(), line.lastIndexOf(' ')))
              .toList();
      assertThat(copied).hasSizeGreaterThan(2);
      assertThat(copied)
          .allMatch(
              source -> BUILT.contains(source) || Files.exists(ProjectFiles.HOME.resolve(source)));
      assertThat(text("deploy/docker/" + name)).contains("USER spark").doesNotContain(":latest");
    }
    assertThat(ProjectFiles.HOME.resolve("driver/target/finesweep.jar")).isRegularFile();
  }

  @Test
  void theWayWithoutImagesPacksTheNatives() throws Exception {
    Path natives = Files.createDirectories(folder.resolve("natives"));
    for (String jar : List.of("one.jar", "two.jar")) {
      Files.writeString(natives.resolve(jar), jar);
    }
    Path archive = folder.resolve("natives.tgz");
    assertThat(pack(natives, archive)).isZero();
    Process unpacked =
        new ProcessBuilder("tar", "-xzf", archive.toString(), "-C", folder.toString()).start();
    assertThat(unpacked.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(folder.resolve("one.jar")).hasContent("one.jar");

    assertThat(pack(Files.createDirectories(folder.resolve("none")), archive)).isEqualTo(1);
    assertThat(folder.resolve("err.txt"))
        .content()
        .contains("holds no jar", "Maybe fetch them: ./mvnw -Pcuda");
  }

  private int pack(Path natives, Path archive) throws Exception {
    ProcessBuilder process =
        new ProcessBuilder(
                ProjectFiles.HOME.resolve("deploy/gpu/natives").toString(), archive.toString())
            .redirectError(folder.resolve("err.txt").toFile());
    process.environment().put("FINESWEEP_NATIVES", natives.toString());
    Process started = process.start();
    assertThat(started.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return started.exitValue();
  }

  @Test
  void templatesForbidOverlapAndLetSparksProcessesProveWhoTheyAre() throws Exception {
    assertThat(text("deploy/schedules/crontab")).contains("flock -n", "nightly");
    assertThat(text("deploy/schedules/cronjob.yaml")).contains("concurrencyPolicy: Forbid");
    assertThat(text("deploy/schedules/scheduled-sweep.yaml")).contains("concurrencyPolicy: Forbid");
    assertThat(text("deploy/schedules/airflow_sweep.py"))
        .contains("max_active_runs=1", "schedules/nightly");
    for (String template : List.of("nightly", "cronjob.yaml", "scheduled-sweep.yaml")) {
      assertThat(text("deploy/schedules/" + template))
          .containsPattern("spark\\.authenticate(: \"|=)true")
          .containsPattern("network\\.crypto\\.enabled(: \"|=)true")
          .containsPattern("io\\.encryption\\.enabled(: \"|=)true");
    }
  }

  @Test
  void noTemplateHoldsASecret() throws Exception {
    try (Stream<Path> files = Files.walk(ProjectFiles.HOME.resolve("deploy"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(
                Files.readString(file, StandardCharsets.UTF_8).toLowerCase(java.util.Locale.ROOT))
            .as(file.toString())
            .doesNotContainPattern("(password|secret\\.key|access\\.key|token)\\s*[:=]\\s*\\S");
      }
    }
  }
}
