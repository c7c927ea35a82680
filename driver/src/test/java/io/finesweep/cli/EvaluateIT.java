package io.finesweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.finesweep.fold.FinalModel;
import io.finesweep.store.Duck;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What came out of a sweep, its base model and what is published, side by side. */
class EvaluateIT {

  @TempDir private Path folder;

  private void evaluate(Path model, Path data) {
    Bowl.Said said = Bowl.run("evaluate", model.toString(), data.toString());
    assertThat(said.code()).as(said.err()).isZero();
  }

  @Test
  void aModelOfASweepIsReadAsTheSweepReadsItsDataBesideItsBaseModelAndWhatIsPublished()
      throws Exception {
    Path conf = SmallSweep.write(folder, "sobol", 1);
    Path digits = Program.HOME.resolve("conf/data/digits.parquet");
    Bowl.Said ran =
        Bowl.run(
            "run",
            conf.toString(),
            "--set=data.path=\"" + digits + "\"",
            "--set=fine-tuning.base-model=\""
                + Program.HOME.resolve("conf/models/digits-0-4.zip")
                + "\"",
            "--set=sweep.validation.test=0.5",
            "--set=publish.to=\"" + folder.resolve("champion") + "\"");
    assertThat(ran.code()).as(ran.err()).isZero();
    Path sweep = SmallSweep.folder(folder);
    byte[] refit = Files.readAllBytes(sweep.resolve("models/trial-0.zip"));
    Path base = folder.resolve("base.zip");
    Files.write(base, FinalModel.read(new ByteArrayInputStream(refit)).model());

    evaluate(sweep, sweep);
    evaluate(base, sweep);
    evaluate(folder.resolve("champion"), sweep);
    evaluate(sweep, digits);

    // The base model is the refit without its preprocessing, which the sweep's gives it again.
    assertThat(
            Duck.rows(
                folder,
                "SELECT kind, trial, \"rows\" > 400, is_objective, sweep"
                    + " FROM '%s/store/evaluations/*.parquet'"
                    + " WHERE metric = 'accuracy' AND data LIKE '%, test set' ORDER BY evaluated"))
        .containsExactly(
            "trial,0,true,true,small", "base,null,true,true,small", "published,0,true,true,small");
    assertThat(
            Duck.rows(
                folder,
                "SELECT data LIKE '%, test set', count(DISTINCT data_sha256),"
                    + " count(DISTINCT round(\"value\", 6))"
                    + " FROM '%s/store/evaluations/*.parquet'"
                    + " WHERE metric = 'accuracy' GROUP BY 1 ORDER BY 1"))
        .containsExactly("false,1,1", "true,1,1");
    assertThat(Bowl.run("report", sweep.toString()).code()).isZero();
    assertThat(Files.readString(sweep.resolve("report/index.html")))
        .contains("Models side by side", "small, trial 0", "base model " + base, "published: ");
  }
}
