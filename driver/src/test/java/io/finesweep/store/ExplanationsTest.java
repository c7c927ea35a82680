package io.finesweep.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.finesweep.metric.Explanation;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplanationsTest {

  private static final Explanation.Occluded IMAGE =
      new Explanation.Occluded(7, "cat", "dog", 0.75, 4, new double[][] {{0.5, -0.25}, {0, 0.125}});

  @TempDir private Path folder;

  @Test
  void keepsWhatColumnsOfATableAreWorth() throws Exception {
    SweepFolder sweep = Sample.folder(folder);
    Explanation explanation =
        new Explanation(
            "accuracy",
            200,
            List.of(
                new Explanation.Input("alcohol", 0.25, 0.01, 5),
                new Explanation.Input("hue", -0.01, 0, 5)),
            List.of());

    Explanations.publish(sweep, 3, explanation);

    assertThat(Explanations.read(sweep, 3)).contains(explanation);
    assertThat(Explanations.read(sweep, 4)).isEmpty();
    assertThat(Duck.rows(folder, "select * from '%s/inputs.parquet' order by worse desc"))
        .containsExactly("3,alcohol,accuracy,0.25,0.01,5,200", "3,hue,accuracy,-0.01,0.0,5,200");
    assertThat(folder.resolve("patches.parquet")).doesNotExist();
  }

  @Test
  void keepsWhatPatchesOfImagesAreWorth() throws Exception {
    SweepFolder sweep = Sample.folder(folder);

    Explanations.publish(sweep, 0, new Explanation("mae", 10, List.of(), List.of(IMAGE)));

    assertThat(Explanations.read(sweep, 0).orElseThrow().images().get(0).drops()[1])
        .containsExactly(0, 0.125);
    assertThat(Duck.rows(folder, "select top, \"left\", side, \"drop\" from '%s/patches.parquet'"))
        .containsExactly("0,0,4,0.5", "0,4,4,-0.25", "4,0,4,0.0", "4,4,4,0.125");
  }

  @Test
  void whatCannotBeReadIsLeftOut() {
    SweepFolder sweep = Sample.folder(folder);
    sweep.publish("explanations/trial-1.json", new byte[] {'{'});

    assertThat(Explanations.read(sweep, 1)).isEmpty();
  }
}
