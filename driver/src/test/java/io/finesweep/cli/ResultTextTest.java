package io.finesweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.finesweep.analysis.Ranking;
import io.finesweep.history.Histories;
import io.finesweep.metric.Goal;
import io.finesweep.space.Spaces;
import io.finesweep.space.Template;
import io.finesweep.store.SweepFolder;
import io.finesweep.sweep.Limits;
import io.finesweep.sweep.SweepSpec;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.Experiment;
import io.finesweep.trial.Seeds;
import io.finesweep.trial.Settings;
import io.finesweep.trial.Value;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultTextTest {

  @TempDir private Path scratch;

  private String text(Histories writer) {
    SweepSpec spec =
        new SweepSpec(
            "small",
            Spaces.space(Spaces.real("x", 0, 1)),
            new Template(new Template.Node.Section(Map.of())),
            writer.history().terms(),
            Limits.NONE,
            new SweepSpec.Rules(2, 3),
            new Seeds(1),
            new Experiment("none", Settings.EMPTY, Settings.EMPTY, List.of("score"), ""));
    SweepFolder folder =
        SweepFolder.at(scratch.toString(), new org.apache.hadoop.conf.Configuration(false));
    return new ResultText(folder, spec)
        .of(writer.history(), Ranking.of(writer.history(), writer.events()), 10);
  }

  private static Configuration at(double x) {
    return Configuration.of(Map.of("x", new Value.Real(x)));
  }

  @Test
  void saysThatTheLeaderLacksFolds() {
    Histories writer = Histories.of(Goal.MAXIMIZE, 5, 1);
    writer.start(at(0.1)).score(0, 0, 0.7).score(0, 1, 0.7);
    writer.start(at(0.2)).score(1, 0, 0.9);
    String told = "Trial 0 leads on 2 of 5 folds";
    assertThat(text(writer)).contains(told);
    writer.score(0, 2, 0.7).score(0, 3, 0.7).score(0, 4, 0.7);
    assertThat(text(writer)).doesNotContain("folds:");
  }
}
