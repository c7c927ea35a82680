package io.finesweep.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** All metrics against values that scikit-learn gives; see {@code reference.py}. */
class ReferenceValuesTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  static Stream<Arguments> cases() throws IOException {
    try (InputStream in = ReferenceValuesTest.class.getResourceAsStream("reference.json")) {
      JsonNode cases = MAPPER.readTree(Objects.requireNonNull(in)).get("cases");
      return StreamSupport.stream(cases.spliterator(), false)
          .map(node -> Arguments.of(node.get("name").asText(), node));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void agreesWithScikitLearn(String name, JsonNode node) {
    SortedMap<String, Double> expected = new TreeMap<>();
    node.get("expected")
        .fields()
        .forEachRemaining(e -> expected.put(e.getKey(), e.getValue().asDouble()));

    SortedMap<String, Double> actual = Metrics.of(predictions(node), Metrics.all());

    assertThat(actual.keySet()).as("defined for %s", name).isEqualTo(expected.keySet());
    expected.forEach(
        (metric, value) ->
            assertThat(actual.get(metric))
                .as("%s of %s", metric, name)
                .isCloseTo(value, within(1e-12 * Math.max(1, Math.abs(value)))));
  }

  private static Predictions predictions(JsonNode node) {
    double[][] predicted = MAPPER.convertValue(node.get("predicted"), double[][].class);
    return node.has("classes")
        ? new Predictions.Classes(
            MAPPER.convertValue(node.get("truth"), int[].class),
            predicted,
            SamplePredictions.names(node.get("classes").asInt()))
        : new Predictions.Numbers(
            MAPPER.convertValue(node.get("truth"), double[][].class),
            predicted,
            SamplePredictions.names(node.get("outputs").asInt()));
  }
}
