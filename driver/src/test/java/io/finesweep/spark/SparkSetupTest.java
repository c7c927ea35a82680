package io.finesweep.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

class SparkSetupTest {

  private static ClusterSettings settings(String master, Map<String, String> spark) {
    return new ClusterSettings(master, 0.5, 2, 3, new TreeMap<>(spark));
  }

  private static SparkConf setup(ClusterSettings settings, Map<String, String> submitted) {
    SparkConf conf = new SparkConf(false);
    submitted.forEach(conf::set);
    return new SparkSetup(settings, "digits", Path.of("/lib/finesweep.jar")).over(conf);
  }

  @Test
  void keepsTheMasterAndSettingsOfSparkSubmit() {
    SparkConf conf =
        setup(
            settings("local[*]", Map.of("spark.executor.memory", "4g")),
            Map.of("spark.master", "spark://host:7077", "spark.executor.memory", "8g"));
    assertThat(conf.get("spark.master")).isEqualTo("spark://host:7077");
    assertThat(conf.get("spark.executor.memory")).isEqualTo("8g");
  }

  @Test
  void usesTheClusterSectionWhereSparkSubmitIsSilent() {
    SparkConf conf = setup(settings("yarn", Map.of("spark.executor.memory", "4g")), Map.of());
    assertThat(conf.get("spark.master")).isEqualTo("yarn");
    assertThat(conf.get("spark.executor.memory")).isEqualTo("4g");
    assertThat(conf.get("spark.task.cpus")).isEqualTo("3");
    assertThat(conf.get("spark.executorEnv.OMP_NUM_THREADS")).isEqualTo("3");
    assertThat(conf.get("spark.task.resource.gpu.amount")).isEqualTo("0.5");
    assertThat(conf.get("spark.executor.resource.gpu.amount")).isEqualTo("1");
  }

  @Test
  void neverLetsSparkRetryARunItself() {
    Map<String, String> submitted =
        Map.of("spark.task.maxFailures", "4", "spark.speculation", "true");
    SparkConf conf = setup(settings("yarn", Map.of()), submitted);
    assertThat(conf.get("spark.task.maxFailures")).isEqualTo("1");
    assertThat(conf.get("spark.speculation")).isEqualTo("false");
  }

  @Test
  void shipsTheApplicationOnceToAClusterAndNotToThisMachine() {
    assertThat(setup(settings("spark://host:7077", Map.of()), Map.of()).get("spark.jars"))
        .isEqualTo("file:///lib/finesweep.jar");
    assertThat(
            setup(settings("yarn", Map.of("spark.jars", "s3a://b/own.jar")), Map.of())
                .get("spark.jars"))
        .isEqualTo("s3a://b/own.jar,file:///lib/finesweep.jar");
    assertThat(
            setup(settings("yarn", Map.of()), Map.of("spark.jars", "hdfs://n/finesweep.jar"))
                .get("spark.jars"))
        .isEqualTo("hdfs://n/finesweep.jar");
    assertThat(setup(settings("local[2]", Map.of()), Map.of()).contains("spark.jars")).isFalse();
  }

  @Test
  void boundsWhatArraysMayTakeOutsideTheHeapOfAnExecutor() {
    SparkConf derived = setup(settings("yarn", Map.of("spark.executor.memory", "4g")), Map.of());
    assertThat(derived.get("spark.executor.memoryOverhead")).isEqualTo("5120m");
    assertThat(derived.get("spark.executor.extraJavaOptions"))
        .isEqualTo(
            "-Dorg.bytedeco.javacpp.maxbytes=4096m -Dorg.bytedeco.javacpp.maxphysicalbytes=9216m");
    assertThat(MemoryLimits.of(derived))
        .hasToString("4096 MB of heap, 4096 MB outside it for arrays, 9216 MB in all");
    Map<String, String> byHand =
        Map.of(
            "spark.executor.memory", "2g",
            "spark.executor.memoryOverhead", "3g",
            "spark.executor.extraJavaOptions", "-Dorg.bytedeco.javacpp.maxbytes=1g");
    assertThat(setup(settings("yarn", byHand), Map.of()).get("spark.executor.extraJavaOptions"))
        .isEqualTo(
            "-Dorg.bytedeco.javacpp.maxbytes=1g -Dorg.bytedeco.javacpp.maxphysicalbytes=5120m");
  }

  @Test
  void listensOnLoopbackOnlyOnThisMachine() {
    SparkConf conf = setup(settings("local[2]", Map.of()), Map.of());
    assertThat(conf.get("spark.ui.enabled")).isEqualTo("false");
    assertThat(conf.get("spark.driver.bindAddress")).isEqualTo("127.0.0.1");
  }

  @Test
  void leavesWhatWasSubmittedAsItWas() {
    SparkConf submitted = new SparkConf(false);
    new SparkSetup(settings("local[2]", Map.of()), "digits", null).over(submitted);
    assertThat(submitted.getAll()).isEmpty();
  }
}
