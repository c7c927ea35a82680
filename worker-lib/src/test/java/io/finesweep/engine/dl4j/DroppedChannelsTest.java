package io.finesweep.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.finesweep.data.Examples;
import io.finesweep.engine.FineTuning;
import io.finesweep.engine.Recipe;
import io.finesweep.engine.Samples;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class DroppedChannelsTest {

  private static final int ROWS = 500;
  private static final int CHANNELS = 4;
  private static final int AREA = 6;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void dropsAChannelWhollyOrNotAndItsGradientWithIt(boolean last) {
    Nd4j.getRandom().setSeed(3);
    DroppedChannels dropping = new DroppedChannels(0.8, new DroppedChannels.Layout(CHANNELS, last));
    INDArray rows = Nd4j.ones(DataType.FLOAT, ROWS, CHANNELS * AREA);
    INDArray dropped =
        dropping.applyDropout(rows, rows.ulike(), 0, 0, LayerWorkspaceMgr.noWorkspaces());
    int gone = 0;
    for (int row = 0; row < ROWS; row++) {
      for (int channel = 0; channel < CHANNELS; channel++) {
        float first = dropped.getFloat(row, place(channel, 0, last));
        for (int at = 1; at < AREA; at++) {
          assertThat(dropped.getFloat(row, place(channel, at, last))).isEqualTo(first);
        }
        assertThat(first).isIn(0f, 1.25f);
        gone += first == 0 ? 1 : 0;
      }
    }

    // Four deviations of a binomial distribution.
    assertThat(gone / (double) (ROWS * CHANNELS)).isCloseTo(0.2, within(0.036));
    assertThat(dropping.backprop(rows, rows.ulike(), 0, 0)).isEqualTo(dropped);
  }

  private static int place(int channel, int at, boolean last) {
    return last ? at * CHANNELS + channel : channel * AREA + at;
  }

  @Test
  void isAnotherThanPlainOverImagesAndSavedAsDl4jsOwn() throws IOException {
    Examples images = Samples.images(40, 6, 3);
    double plain = loss("plain", images, new ByteArrayOutputStream());
    ByteArrayOutputStream saved = new ByteArrayOutputStream();
    double spatial = loss("spatial", images, saved);
    ComputationGraph graph =
        ModelSerializer.restoreComputationGraph(new ByteArrayInputStream(saved.toByteArray()));
    Layer output = graph.getLayer("output").conf().getLayer();

    assertThat(spatial).isFinite().isNotEqualTo(plain);
    assertThat(loss("spatial", images, new ByteArrayOutputStream())).isEqualTo(spatial);
    assertThat(output.getIDropout()).isInstanceOf(org.deeplearning4j.nn.conf.dropout.Dropout.class);
    Dl4jPredictor.free(graph);
  }

  private static double loss(String kind, Examples images, ByteArrayOutputStream saved)
      throws IOException {
    Recipe recipe =
        Samples.recipe(
            Map.of(
                "network",
                List.of(Map.of("conv", Map.of("filters", 5))),
                "dropout",
                0.4,
                "dropout-kind",
                kind));
    try (FineTuning tuned = new Dl4jEngine().start(recipe, null, images, 3, null)) {
      tuned.trainEpoch(() -> {});
      double loss = tuned.trainEpoch(() -> {});
      tuned.save(saved);
      return loss;
    }
  }
}
