package io.finesweep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A sweep whose store is an object store, reached through {@code s3a}. */
@Tag("faults")
@Timeout(900)
class ObjectStoreIT {

  private static final String BUCKET = "sweeps";
  private static final Path JARS = Path.of("target", "s3").toAbsolutePath();

  /** Where s3a looks by itself. */
  private static final Map<String, String> CREDENTIALS =
      Map.of("AWS_ACCESS_KEY_ID", "somebody", "AWS_SECRET_ACCESS_KEY", "a secret");

  @TempDir private Path scratch;

  @Test
  void aSweepThereThatIsKilledAndResumedEndsAsOneOnThisMachineDoesAndPublishes() throws Exception {
    String here = SmallSweep.write(scratch, "sobol", 4).toString();
    Program.Ended local = Program.run(scratch, "run", here);
    assertThat(local.code()).as(local.err()).isZero();

    try (S3Server server = S3Server.start(scratch, BUCKET)) {
      Program.Setting setting = setting(server);
      String conf = there(server).toString();
      Program.Ended plan = Program.run(scratch, setting, "validate", conf);
      assertThat(plan.out()).as(plan.err()).contains("keeps nobody away", "sweep.lock");

      try (Program killed = Program.start(scratch, setting, "run", conf)) {
        await()
            .atMost(Duration.ofMinutes(5))
            .until(() -> server.lines(BUCKET, "small/_journal/") > 6 || !killed.isAlive());
        killed.kill();
      }
      Program.Ended resumed = Program.run(scratch, setting, "run", conf);

      assertThat(resumed.code()).as(resumed.err()).isZero();
      assertThat(resumed.out()).contains("test set   accuracy");
      assertThat(SmallSweep.trials(scratch, setting, "s3a://" + BUCKET + "/small"))
          .isEqualTo(
              SmallSweep.trials(
                  scratch, Program.Setting.PLAIN, SmallSweep.folder(scratch).toString()));
      assertThat(server.keys(BUCKET, "published/")).contains("published/current.json");
      assertThat(server.keys(BUCKET, "small/_journal/")).hasSizeLessThan(6);
      assertThat(server.keys(BUCKET, "")).noneMatch(key -> key.endsWith(".tmp"));
    }
  }

  /** The same sweep with its store there. */
  private Path there(S3Server server) throws Exception {
    StringBuilder text = new StringBuilder("include \"small.conf\"\n");
    text.append("sweep.store = \"s3a://%s\"%n".formatted(BUCKET));
    text.append("publish { to = \"s3a://%s/published\", when = always }%n".formatted(BUCKET));
    server
        .settings()
        .forEach(
            (key, value) ->
                text.append("cluster.spark.hadoop.%s = \"%s\"%n".formatted(key, value)));
    return Files.writeString(scratch.resolve("there.conf"), text);
  }

  private static Program.Setting setting(S3Server server) {
    List<String> options = new ArrayList<>();
    server.settings().forEach((key, value) -> options.add("-Dspark.hadoop." + key + "=" + value));
    return new Program.Setting(List.of(JARS), CREDENTIALS, options);
  }
}
