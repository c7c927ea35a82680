package io.finesweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.finesweep.spark.StandaloneCluster;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The application jar, submitted by Spark's own class to a standalone cluster whose processes know
 * Spark's jars and nothing else.
 */
@Timeout(300)
class SubmitIT {

  @TempDir private Path scratch;

  @Test
  void aSubmittedSweepEndsAsOneOnThisMachineDoes() throws Exception {
    Path home = SparkHome.plain();
    Path conf = SmallSweep.write(scratch, "sobol", 2);
    try (StandaloneCluster cluster =
        new StandaloneCluster(scratch, home + "/jars/*", environment(home))) {
      List<String> options = List.of("--master", cluster.url(), "--executor-memory", "1g");
      Program.Ended submitted =
          new Submission(home, Map.of(), options)
              .run(scratch, "run", conf.toString(), "--set", "sweep.name=submitted");
      assertThat(submitted.code()).as(submitted.err()).isZero();
      assertThat(submitted.out()).contains("cluster     " + cluster.url(), "test set   accuracy");
    }
    Program.Ended here = Program.run(scratch, "run", conf.toString());
    assertThat(here.code()).as(here.err()).isZero();
    assertThat(trials("submitted")).isEqualTo(trials("small"));
  }

  private static Map<String, String> environment(Path home) {
    return Map.of("SPARK_HOME", home.toString(), "SPARK_LOCAL_IP", "127.0.0.1");
  }

  private JsonNode trials(String name) throws Exception {
    String folder = SmallSweep.store(scratch).resolve(name).toString();
    return SmallSweep.trials(scratch, Program.Setting.PLAIN, folder);
  }
}
