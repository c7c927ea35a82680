package io.finesweep.spark;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.ExecutorLostFailure;
import org.apache.spark.SparkConf;
import org.apache.spark.TaskResultLost$;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import scala.Option;

class CauseTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Command exited with code 137 | exit code 137, killed from outside",
        "Container exited with a non-zero exit code 143. | exit code 143, asked to end",
        "The executor with id 3 exited with exit code 52(OOM). | exit code 52, out of heap memory",
        "Executor heartbeat timed out after 12 ms | no heartbeat any more",
        "Remote RPC client disassociated. | no exit code known"
      })
  void readsTheExitCodeOutOfTheWordsOfEachClusterManager(String words, String expected) {
    Cause cause = Cause.of(new ExecutorLostFailure("3", true, Option.apply(words)), "");
    assertThat(cause)
        .isInstanceOfSatisfying(
            Cause.ExecutorDied.class,
            death -> {
              assertThat(death.executor()).isEqualTo("3");
              assertThat(death.death()).startsWith(expected);
            });
  }

  @Test
  void blamesNoRunForAnExecutorThatWasTakenAwayOrATaskThatWasKilled() {
    assertThat(Cause.of(new ExecutorLostFailure("3", false, Option.empty()), ""))
        .isInstanceOf(Cause.Bystander.class);
    assertThat(Cause.of(TaskResultLost$.MODULE$, "")).isInstanceOf(Cause.Bystander.class);
    assertThat(Cause.of(null, "Job 3 cancelled")).isEqualTo(new Cause.Bystander("Job 3 cancelled"));
  }

  @Test
  void namesExitCodeAndMemoryLimitWhenItGivesUp() {
    SparkConf conf = new SparkConf(false).set("spark.executor.memory", "2g");
    String reason =
        new DeathNotice(conf)
            .convicted(new Cause.ExecutorDied("3", "Command exited with code 137"))
            .reason();
    assertThat(reason).contains("exit code 137", "executor memory 2g", "Maybe");
  }
}
