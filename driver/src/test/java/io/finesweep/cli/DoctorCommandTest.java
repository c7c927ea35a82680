package io.finesweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.finesweep.engine.Health;
import io.finesweep.spark.ExecutorHealth;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the doctor finds wrong, told of executors as they could be. */
class DoctorCommandTest {

  private static final long MEMORY = 1 << 30;

  private static ExecutorHealth executor(String backend, long skew, String... troubles) {
    Health engine = new Health(backend, List.of(), 1, MEMORY, List.of(troubles));
    return new ExecutorHealth("3", "node-7", "17", MEMORY, "0", engine, "", skew);
  }

  @Test
  void findsNothingWrongWhereAllIsWell() {
    assertThat(DoctorCommand.troubles(List.of(executor("CPU", 2000), executor("CPU", -2000))))
        .isEmpty();
  }

  @Test
  void namesTheExecutorWhoseClockIsWrong() {
    assertThat(DoctorCommand.troubles(List.of(executor("CPU", -2001))))
        .singleElement()
        .asString()
        .contains("executor 3 on node-7: its clock is -2001 ms ahead", "\nMaybe ");
  }

  @Test
  void passesOnWhatTheBackendSays() {
    assertThat(DoctorCommand.troubles(List.of(executor("CUDA", 0, "GPU 0 has no kernels."))))
        .containsExactly("executor 3 on node-7: GPU 0 has no kernels.");
  }

  @Test
  void findsExecutorsThatComputeOnDifferentPaths() {
    assertThat(DoctorCommand.troubles(List.of(executor("CPU", 0), executor("CUDA", 0))))
        .singleElement()
        .asString()
        .contains("different numeric paths", "\nMaybe ");
  }

  @Test
  void saysWhereARunNeedsMoreMemoryThanItMayTake() {
    List<String> troubles = new ArrayList<>();
    List<ExecutorHealth> found = List.of(executor("CPU", 0));
    DoctorCommand.tooLittle(new MemoryNeed(64, MEMORY), found, troubles);
    assertThat(troubles).isEmpty();
    DoctorCommand.tooLittle(new MemoryNeed(64, MEMORY + 1), found, troubles);
    assertThat(troubles)
        .singleElement()
        .asString()
        .contains("executor 3 on node-7", "limit of 1024 MB", "\nMaybe raise");
  }
}
