package io.finesweep.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script for cron, with a stand-in for the launcher that stops early at first. */
class NightlyIT {

  @TempDir Path folder;

  private int run(int codeAtFirst, Map<String, String> environment) throws Exception {
    Path launcher = Files.createDirectories(folder.resolve("bin")).resolve("finesweep");
    Path nightly = Files.createDirectories(folder.resolve("schedules")).resolve("nightly");
    Files.copy(ProjectFiles.HOME.resolve("deploy/schedules/nightly"), nightly);
    Files.writeString(
        launcher,
        """
        #!/bin/sh
        echo "$FINESWEEP_DATE $*" >> "$(dirname "$0")/calls"
        if [ "$(wc -l < "$(dirname "$0")/calls")" -ge 2 ]; then exit 0; fi
        exit %d
        """
            .formatted(codeAtFirst));
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
    ProcessBuilder process = new ProcessBuilder(nightly.toString(), "a b.conf", "--set", "x=1");
    process.environment().putAll(environment);
    Process started = process.start();
    assertThat(started.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return started.exitValue();
  }

  private List<String> calls() throws Exception {
    return Files.readAllLines(folder.resolve("bin/calls"));
  }

  @Test
  void carriesOnWithTheSweepOfTheSameDayWhenItStoppedEarly() throws Exception {
    assertThat(run(3, Map.of("FINESWEEP_DATE", "2025-03-09"))).isZero();
    assertThat(calls())
        .hasSize(2)
        .allMatch(call -> call.startsWith("2025-03-09 run --set cluster.spark.authenticate=true"))
        .allMatch(call -> call.endsWith(" a b.conf --set x=1"));
  }

  @Test
  void doesNotRepeatWhatWouldComeOutTheSame() throws Exception {
    assertThat(run(2, Map.of())).isEqualTo(2);
    assertThat(calls())
        .singleElement()
        .asString()
        .matches("\\d{4}-\\d\\d-\\d\\d run .* a b.conf .*");
  }

  @Test
  void givesUpAfterSoManyTries() throws Exception {
    assertThat(run(3, Map.of("FINESWEEP_TRIES", "1"))).isEqualTo(3);
    assertThat(calls()).hasSize(1);
  }
}
