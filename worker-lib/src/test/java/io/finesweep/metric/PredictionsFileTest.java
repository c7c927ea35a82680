package io.finesweep.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PredictionsFileTest {

  static Stream<Predictions> samples() {
    return Stream.of(
        SamplePredictions.classes(1, 20, 3),
        SamplePredictions.numbers(1, 20, 2),
        new Predictions.Classes(new int[0], new double[0][], List.of("a", "b")),
        new Predictions.Numbers(new double[0][], new double[0][], List.of("y")));
  }

  @Test
  void bringsNumbersBackExactly() throws IOException {
    double[][] truth = {{0.1, -0.0}, {Double.MIN_VALUE, 1e300}};
    double[][] predicted = {{1.0 / 3, Double.NaN}, {Double.POSITIVE_INFINITY, -7}};

    PredictionsFile read =
        read(
            written(
                new int[] {12, 3},
                new Predictions.Numbers(truth, predicted, List.of("größe", "λ"))));

    assertThat(read.rows()).containsExactly(12, 3);
    assertThat(read.predictions())
        .isInstanceOfSatisfying(
            Predictions.Numbers.class,
            numbers -> {
              assertThat(Arrays.deepEquals(numbers.truth(), truth)).isTrue();
              assertThat(Arrays.deepEquals(numbers.predicted(), predicted)).isTrue();
              assertThat(numbers.outputs()).containsExactly("größe", "λ");
            });
  }

  @Test
  void bringsProbabilitiesBackAsFloats() throws IOException {
    double[][] probabilities = {{0.1, 0.9}, {0.25, 0.75}};

    PredictionsFile read =
        read(
            written(
                new int[] {0, Integer.MAX_VALUE},
                new Predictions.Classes(new int[] {1, 0}, probabilities, List.of("no", "yes"))));

    assertThat(read.rows()).containsExactly(0, Integer.MAX_VALUE);
    assertThat(read.predictions())
        .isInstanceOfSatisfying(
            Predictions.Classes.class,
            classes -> {
              assertThat(classes.truth()).containsExactly(1, 0);
              assertThat(classes.probabilities())
                  .isDeepEqualTo(new double[][] {{0.1f, 0.9f}, {0.25, 0.75}});
              assertThat(classes.classes()).containsExactly("no", "yes");
            });
  }

  @ParameterizedTest
  @MethodSource("samples")
  void writesTheSameBytesAgainAfterReading(Predictions predictions) throws IOException {
    byte[] bytes = written(numbered(predictions), predictions);
    PredictionsFile read = read(bytes);
    assertThat(written(read.rows(), read.predictions())).isEqualTo(bytes);
  }

  @Test
  void keepsTheDocumentedFormat() throws IOException {
    byte[] bytes =
        written(
            new int[] {5},
            new Predictions.Classes(
                new int[] {1}, new double[][] {{0.25, 0.75}}, List.of("a", "b")));
    assertThat(HexFormat.of().formatHex(bytes, 0, bytes.length - 4))
        .isEqualTo(
            "46535052"
                + "01"
                + "00"
                + "00000001"
                + "00000002"
                + "0000000161"
                + "0000000162"
                + "00000005"
                + "00000001"
                + "3e8000003f400000");
  }

  @ParameterizedTest
  @MethodSource("samples")
  void refusesAFileThatEndsTooEarly(Predictions predictions) throws IOException {
    byte[] bytes = written(numbered(predictions), predictions);
    for (int length = 0; length < bytes.length; length++) {
      byte[] torn = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> read(torn))
          .as("the first %d bytes", length)
          .isInstanceOf(IOException.class)
          .hasMessageContaining(length < 4 ? "no file of predictions" : "ends too early")
          .hasMessageContaining("Maybe");
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void noticesEveryByteThatChanged(Predictions predictions) throws IOException {
    byte[] bytes = written(numbered(predictions), predictions);
    for (int i = 0; i < bytes.length; i++) {
      byte[] changed = bytes.clone();
      changed[i] ^= (byte) 0x81;
      assertThatThrownBy(() -> read(changed)).as("byte %d", i).isInstanceOf(IOException.class);
    }
  }

  @Test
  void refusesWhatFollowsTheEnd() throws IOException {
    byte[] bytes = written(new int[20], SamplePredictions.classes(1, 20, 3));
    assertThatThrownBy(() -> read(Arrays.copyOf(bytes, bytes.length + 1)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("goes on after its end");
  }

  @Test
  void refusesAForeignFile() {
    assertThatThrownBy(() -> read("PAR1, and then much more".getBytes(StandardCharsets.US_ASCII)))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "This is no file of predictions: it does not begin with 'FSPR'.\n"
                + "Maybe the path names another file.");
  }

  @Test
  void refusesAnotherVersion() throws IOException {
    byte[] bytes = written(new int[20], SamplePredictions.classes(1, 20, 3));
    bytes[4] = 2;
    assertThatThrownBy(() -> read(bytes))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("has version 2; version 1 is known here");
  }

  @Test
  void refusesRowsThatDoNotMatch() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> written(new int[19], SamplePredictions.classes(1, 20, 3)))
        .withMessage("19 row numbers beside 20 predictions.");
    Predictions ragged =
        new Predictions.Numbers(new double[][] {{1, 2}}, new double[][] {{1}}, List.of("x", "y"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> written(new int[1], ragged))
        .withMessage("A row has 1 values where 2 names stand.");
  }

  private static int[] numbered(Predictions predictions) {
    return IntStream.range(0, predictions.size()).map(row -> 7 * row).toArray();
  }

  private static byte[] written(int[] rows, Predictions predictions) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PredictionsFile.write(out, rows, predictions);
    return out.toByteArray();
  }

  private static PredictionsFile read(byte[] bytes) throws IOException {
    return PredictionsFile.read(new ByteArrayInputStream(bytes));
  }
}
