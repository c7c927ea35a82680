package io.finesweep.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.finesweep.engine.InvalidModel;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Set;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The files were written by Keras 2.15, with what it says of a row, by {@code models.py}. */
class KerasFilesTest {

  @ParameterizedTest
  @ValueSource(strings = {"vgg", "resnet", "mobilenet", "lstm_words"})
  void saysOfARowWhatKerasSays(String name) throws IOException {
    JsonNode told = new ObjectMapper().readTree(content(name + ".json"));
    float[] row = numbers(told.get("row"));
    Anatomy whole = ModelFile.read(content(name + ".h5"));
    ComputationGraph graph =
        new Assembly(new Trunk(whole, null), null, new Cut(whole, Set.copyOf(whole.names())))
            .frozenGraph(new Cut(whole, Set.of()));
    OneDnn.giveTo(graph);
    long[] shape = row.length == 10 ? new long[] {1, 10} : new long[] {1, 12, 12, 3};
    INDArray said = graph.outputSingle(false, Nd4j.create(row, shape, 'c'));
    assertThat(said.dup('c').data().asFloat())
        .containsExactly(numbers(told.get("said")), within(1e-5f));
    Dl4jPredictor.free(graph);
    whole.release();
  }

  @Test
  void saysWhichKindOfLayerCannotBeImported() throws IOException {
    byte[] efficientNet = content("efficientnet.h5");
    assertThatThrownBy(() -> ModelFile.read(efficientNet))
        .isInstanceOf(InvalidModel.class)
        .hasMessageContaining("layer type Rescaling")
        .hasMessageContaining("Maybe ");
  }

  private static float[] numbers(JsonNode list) {
    float[] numbers = new float[list.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) list.get(i).asDouble();
    }
    return numbers;
  }

  private static byte[] content(String name) throws IOException {
    try (InputStream in = KerasFilesTest.class.getResourceAsStream("keras/" + name)) {
      return Objects.requireNonNull(in).readAllBytes();
    }
  }
}
