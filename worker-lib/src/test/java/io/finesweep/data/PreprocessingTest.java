package io.finesweep.data;

import static io.finesweep.data.Reading.all;
import static io.finesweep.data.Reading.csv;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreprocessingTest {

  private static final String TRAINING = "x,c,y\n1,red,10\n3,,20\n,blue,60\n";

  @TempDir Path folder;

  @Test
  void neverSeesOtherRowsThanThoseOfTraining() throws IOException {
    int[] training = {0, 1, 2};
    Dataset data = csv(folder, TRAINING + "5,red,30\n", "label", "y", "task", "regression");
    Dataset other =
        csv(folder, TRAINING + "9999,violet,-1e9\n", "label", "y", "task", "regression");
    Preprocessing fitted = Preprocessing.fit(data, training);
    assertThat(Preprocessing.fit(other, training)).isEqualTo(fitted);
    assertThat(Preprocessing.fit(other, training).fingerprint()).isEqualTo(fitted.fingerprint());
    assertThat(Preprocessing.fit(other, all(other)).fingerprint())
        .isNotEqualTo(fitted.fingerprint());
    assertThat(fitted.apply(other, training).features())
        .isEqualTo(fitted.apply(data, training).features());
  }

  @Test
  void standardizesOverTheTrainingRows() throws IOException {
    Dataset data = csv(folder, "x,k,y\n1,4,0\n3,4,1\n5,9,0\n", "label", "y");
    Examples examples = Preprocessing.fit(data, new int[] {0, 1}).apply(data, all(data));
    assertThat(examples.features()).containsExactly(-1, 0, 1, 0, 3, 5);
  }

  @Test
  void bringsTheRangeToZeroToOne() throws IOException {
    Dataset data = csv(folder, "x,y\n1,0\n3,1\n2,0\n5,1\n", "label", "y", "scale", "min-max");
    Examples examples = Preprocessing.fit(data, new int[] {0, 1, 2}).apply(data, all(data));
    assertThat(examples.features()).containsExactly(0, 1, 0.5f, 2);
  }

  @Test
  void standardizesRegressionTargetsAndRestoresPredictions() throws IOException {
    Dataset data =
        csv(folder, "x,y,z\n1,10,5\n3,30,5\n5,70,9\n", "label", java.util.List.of("y", "z"));
    Preprocessing fitted = Preprocessing.fit(data, new int[] {0, 1});
    Targets.Numbers scaled = (Targets.Numbers) fitted.apply(data, all(data)).targets();
    assertThat(scaled.values()).isDeepEqualTo(new double[][] {{-1, 0}, {1, 0}, {5, 4}});
    TargetScale scale = fitted.targetScale().orElseThrow();
    assertThat(scale.restore(scaled.values()))
        .isDeepEqualTo(((Targets.Numbers) data.targets()).values());
    Dataset plain = csv(folder, "x,y\n1,10.5\n3,30\n", "label", "y", "standardize-targets", false);
    assertThat(Preprocessing.fit(plain, all(plain)).targetScale()).isEmpty();
  }

  @Test
  void isTheSameAfterWritingAndReading() throws IOException {
    Dataset data = csv(folder, TRAINING, "label", "y", "task", "regression");
    Preprocessing fitted = Preprocessing.fit(data, all(data));
    Preprocessing read = Preprocessing.fromJson(fitted.toJson());
    assertThat(read).isEqualTo(fitted);
    assertThat(read.apply(data, all(data)).features())
        .isEqualTo(fitted.apply(data, all(data)).features());
  }

  @Test
  void appliesToOtherDataByTheNamesOfColumns() throws IOException {
    Dataset data = csv(folder, "x,c,y\n1,0,a\n3,1,b\n", "label", "y", "categorical", "c");
    Preprocessing fitted = Preprocessing.fit(data, all(data));
    Dataset other = csv(folder, "y,c,x,more\na,1,3,0\nb,0,1,0\n", "label", "y", "categorical", "c");
    assertThat(fitted.apply(other, new int[] {1, 0}).features())
        .isEqualTo(fitted.apply(data, new int[] {0, 1}).features());
  }

  @Test
  void scalesImagesByChannel() {
    Dataset data =
        new Dataset(
            new Features.Pixels(new byte[] {0, (byte) 200, 7, 7}, java.util.List.of(2, 1, 2)),
            new Targets.Classes(new int[] {0}, java.util.List.of("a", "b")),
            new RowIdentity(new long[] {1}, null, null),
            new Treatment(
                Task.AUTO,
                java.util.List.of(),
                MissingValues.IMPUTE,
                new Scaling.Standard(),
                true,
                java.util.Map.of()),
            0,
            new DatasetDescription(
                1,
                0,
                new DatasetDescription.Dropped(0, 0, 0),
                java.util.List.of(),
                new DatasetDescription.Outputs(java.util.List.of())),
            "");
    float[] scaled = Preprocessing.fit(data, all(data)).apply(data, all(data)).features();
    assertThat(scaled).containsExactly(new float[] {-1, 1, 0, 0}, within(1e-6f));
  }
}
