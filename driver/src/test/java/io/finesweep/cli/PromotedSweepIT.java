package io.finesweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.finesweep.store.Duck;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A trial that pauses at rungs and goes on from its checkpoint, on Spark. */
class PromotedSweepIT {

  private static final String MEASURED =
      """
      SELECT trial, fold, epoch, metric_accuracy, training_loss FROM '%s/epochs/*.parquet'
      ORDER BY trial, fold, epoch
      """;
  private static final String PAUSED =
      """
      SELECT count(*) FROM (
        SELECT trial, fold FROM '%s/epochs/*.parquet' GROUP BY trial, fold
        HAVING count(DISTINCT attempt) > 1)
      """;

  private static final String FORKS =
      """
      SELECT count(*), parent_epochs FROM '%s/trials/*.parquet'
      WHERE parent IS NOT NULL GROUP BY parent_epochs ORDER BY parent_epochs
      """;
  private static final String FIRST_EPOCHS_OF_FORKS =
      """
      SELECT count(*), sum(first - parent_epochs - 1)::INT FROM (
        SELECT trial, min(epoch) AS first FROM '%s/epochs/*.parquet' GROUP BY trial)
      JOIN '%s/trials/*.parquet' ON number = trial AND parent IS NOT NULL
      """;

  @TempDir private Path scratch;

  @Test
  void promotedTrialsGiveTheNumbersOfUninterruptedOnes() throws Exception {
    List<String> promoted = measured("asha");
    long paused = Long.parseLong(Duck.rows(folder("asha"), PAUSED).get(0));
    List<String> uninterrupted = measured("full");

    assertThat(paused).isGreaterThanOrEqualTo(3);
    assertThat(promoted).hasSizeLessThan(uninterrupted.size() / 2);
    assertThat(uninterrupted).containsAll(promoted);
  }

  @Test
  void validatePrintsTheRungsAndHowTheLowestIsChosen() throws Exception {
    Path conf = SmallSweep.write(scratch, "sobol", 9);
    Program.Ended ended =
        Program.run(
            scratch,
            "validate",
            conf.toString(),
            "--set=sweep.strategy.schedule=auto",
            "--set=fine-tuning.epochs=27");
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.out())
        .contains("sobol × asha", "asha: Of 27 epochs,")
        .contains("1, 3, 9, 27 epochs on one fold, then 2 folds")
        .contains("The first 6 trials climb to 3 epochs;")
        .contains("at most 2 folds × 27 epochs");
  }

  @Test
  void forksOfAPopulationGoOnFromTheirParents() throws Exception {
    Files.createDirectories(scratch.resolve("pbt"));
    Path conf = SmallSweep.write(scratch.resolve("pbt"), "sobol", 14);
    Program.Ended ended =
        Program.run(
            scratch,
            "run",
            conf.toString(),
            "--set=sweep.strategy.schedule=pbt",
            "--set=sweep.validation.folds=1",
            "--set=fine-tuning.epochs=3");
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.out()).contains("1, 2, 3 epochs; at each, the worst quarter of 10 trials");
    assertThat(Duck.rows(folder("pbt"), FORKS)).containsExactly("2,1", "2,2");
    assertThat(Duck.rows(folder("pbt"), FIRST_EPOCHS_OF_FORKS)).containsExactly("4,0");
  }

  private List<String> measured(String schedule) throws Exception {
    Files.createDirectories(scratch.resolve(schedule));
    Path conf = SmallSweep.write(scratch.resolve(schedule), "sobol", 9);
    Program.Ended ended =
        Program.run(
            scratch,
            "run",
            conf.toString(),
            "--set=sweep.strategy.schedule=" + schedule,
            "--set=fine-tuning.epochs=4",
            "--set=sweep.strategy.rungs=[1,2,4]");
    assertThat(ended.code()).as(ended.err()).isZero();
    return Duck.rows(folder(schedule), MEASURED);
  }

  private Path folder(String schedule) {
    return SmallSweep.folder(scratch.resolve(schedule));
  }
}
