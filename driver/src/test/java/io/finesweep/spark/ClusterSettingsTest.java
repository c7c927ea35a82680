package io.finesweep.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.finesweep.trial.Problem;
import io.finesweep.trial.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterSettingsTest {

  private final List<Problem> problems = new ArrayList<>();

  private ClusterSettings read(Map<String, ?> cluster) {
    return ClusterSettings.read(Settings.of(cluster).section("cluster", problems));
  }

  @Test
  void usesAllCoresOfThisMachineWhereNothingIsSet() {
    assertThat(read(Map.of())).isEqualTo(ClusterSettings.LOCAL);
    assertThat(problems).isEmpty();
  }

  @Test
  void readsNestedSettingsOfSparkByTheirFullNames() {
    Map<String, ?> spark =
        Map.of("executor", Map.of("memory", "4g", "cores", 2), "eventLog.enabled", true);
    ClusterSettings settings =
        read(Map.of("master", "spark://host:7077", "gpus-per-run", 0.5, "spark", spark));
    assertThat(settings.spark())
        .containsEntry("spark.executor.memory", "4g")
        .containsEntry("spark.executor.cores", "2")
        .containsEntry("spark.eventLog.enabled", "true");
    assertThat(settings.gpusPerRun()).isEqualTo(0.5);
    assertThat(problems).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "local",
        "local[*]",
        "local[4]",
        "local[2,3]",
        "local-cluster[2,1,1024]",
        "yarn",
        "spark://a:1,b:2",
        "k8s://https://host:443"
      })
  void takesAnyMasterUrl(String master) {
    assertThat(read(Map.of("master", master)).master()).isEqualTo(master);
    assertThat(problems).isEmpty();
  }

  @Test
  void refusesWhatIsNoMasterAnUnknownKeyAndTooManyGpusTogether() {
    read(Map.of("master", "lokal[2]", "retrys", 1, "gpus-per-run", 2));
    assertThat(problems)
        .extracting(Problem::path)
        .containsExactlyInAnyOrder("cluster.master", "cluster.retrys", "cluster.gpus-per-run");
    assertThat(problems)
        .extracting(Problem::wayOut)
        .anyMatch(way -> way.contains("retries"))
        .anyMatch(way -> way.contains("one GPU"));
  }

  @Test
  void refusesAShareOfAGpuThatSparkDoesNotGive() {
    read(Map.of("gpus-per-run", 0.7));
    assertThat(problems)
        .singleElement()
        .satisfies(problem -> assertThat(problem.rule()).contains("0.7", "at most 0.5, or 1"));
  }

  @Test
  void namesTheKeyToUseForASettingOfSparkThatIsItsOwn() {
    ClusterSettings settings = read(Map.of("spark", Map.of("task", Map.of("cpus", 4))));
    assertThat(settings.spark()).isEmpty();
    assertThat(problems)
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.path()).isEqualTo("cluster.spark.task.cpus");
              assertThat(problem.wayOut()).contains("cluster.threads-per-run");
            });
  }

  @Test
  void refusesMoreThanOneGpuAnExecutor() {
    read(Map.of("spark", Map.of("executor", Map.of("resource.gpu.amount", 2))));
    assertThat(problems)
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.path()).isEqualTo("cluster.spark.executor.resource.gpu.amount");
              assertThat(problem.wayOut()).contains("An executor owns exactly one GPU.");
            });
  }
}
