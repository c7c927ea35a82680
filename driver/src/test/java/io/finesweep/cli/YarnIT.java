package io.finesweep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.finesweep.store.MiniYarnProcess;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sweeps that are submitted to YARN, with data, base model and store on HDFS. */
@Tag("faults")
@Timeout(600)
class YarnIT {

  private static final int TRIALS = 4;

  @TempDir private static java.nio.file.Path scratch;

  private static MiniYarnProcess yarn;
  private static FileSystem hdfs;
  private static String conf;
  private static JsonNode expected;

  @BeforeAll
  static void startYarn() throws Exception {
    yarn = MiniYarnProcess.start(Files.createDirectory(scratch.resolve("yarn")));
    hdfs = FileSystem.newInstance(URI.create(yarn.uri()), new Configuration());
    java.nio.file.Path examples = Program.HOME.resolve("conf");
    for (String file : List.of("data/digits.parquet", "models/digits-0-4.zip")) {
      hdfs.copyFromLocalFile(new Path(examples.resolve(file).toUri()), new Path("/" + file));
    }
    conf = SmallSweep.write(scratch, "sobol", TRIALS).toString();
    Program.Ended here = Program.run(scratch, "run", conf);
    assertThat(here.code()).as(here.err()).isZero();
    expected = trials(SmallSweep.folder(scratch).toString());
  }

  @AfterAll
  static void stopYarn() {
    yarn.close();
  }

  @Test
  void aSweepInClientModeEndsAsOneOnThisMachineDoes() throws Exception {
    Program.Ended ended =
        submission("client", "--conf", "spark.driver.host=127.0.0.1")
            .run(scratch, arguments(conf, "client"));
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.out()).contains("cluster     yarn", "test set   accuracy");
    assertThat(trials(yarn.uri() + "/sweeps/client")).isEqualTo(expected);
  }

  @Test
  void aDriverThatYarnHostsIsStartedAgainWhenItDiesAndLosesNothing() throws Exception {
    Submission submission = submission("cluster", "--files", conf);
    try (Program program = submission.start(scratch, arguments("small.conf", "hosted"))) {
      await().atMost(Duration.ofMinutes(5)).until(() -> events("hosted") > 4 || !program.isAlive());
      assertThat(yarn.killed("ApplicationMaster")).isPositive();
      Program.Ended ended = program.end();
      assertThat(ended.code()).as(ended.err()).isZero();
    }
    assertThat(trials(yarn.uri() + "/sweeps/hosted")).isEqualTo(expected);
    assertThat(segments("hosted")).hasSizeGreaterThan(1);
  }

  private static Submission submission(String mode, String... more) throws IOException {
    java.nio.file.Path home = SparkHome.with(java.nio.file.Path.of("target/yarn").toAbsolutePath());
    List<String> options = new ArrayList<>();
    options.addAll(List.of("--master", "yarn", "--deploy-mode", mode));
    options.addAll(List.of("--num-executors", "2", "--executor-memory", "1g"));
    for (String setting :
        List.of(
            "spark.yarn.jars=local:" + home + "/jars/*",
            "spark.yarn.maxAppAttempts=2",
            "spark.yarn.appMasterEnv.SPARK_LOCAL_IP=127.0.0.1",
            "spark.executorEnv.SPARK_LOCAL_IP=127.0.0.1")) {
      options.addAll(List.of("--conf", setting));
    }
    options.addAll(Arrays.asList(more));
    return new Submission(home, Map.of("HADOOP_CONF_DIR", yarn.settings().toString()), options);
  }

  private static String[] arguments(String conf, String name) {
    return new String[] {
      "run",
      conf,
      "--set=sweep.name=" + name,
      "--set=sweep.store=" + yarn.uri() + "/sweeps",
      "--set=data.path=" + yarn.uri() + "/data/digits.parquet",
      "--set=fine-tuning.base-model=" + yarn.uri() + "/models/digits-0-4.zip"
    };
  }

  private static JsonNode trials(String folder) throws Exception {
    return SmallSweep.trials(scratch, Program.Setting.PLAIN, folder);
  }

  private static List<FileStatus> segments(String name) throws IOException {
    Path journal = new Path("/sweeps/" + name + "/_journal");
    return hdfs.exists(journal) ? List.of(hdfs.listStatus(journal)) : List.of();
  }

  /** How many whole lines the journal has. */
  private static long events(String name) throws IOException {
    long lines = 0;
    for (FileStatus segment : segments(name)) {
      try (InputStream in = hdfs.open(segment.getPath())) {
        lines += new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().count();
      }
    }
    return lines;
  }
}
