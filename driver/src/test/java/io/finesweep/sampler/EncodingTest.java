package io.finesweep.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import io.finesweep.space.SearchSpace;
import io.finesweep.space.Spaces;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.Value;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EncodingTest {

  static Stream<SearchSpace> spaces() {
    return Stream.of(Spaces.mixed(), Spaces.conditional(), Spaces.finite());
  }

  @ParameterizedTest
  @MethodSource("spaces")
  void decodesWhatItEncodes(SearchSpace space) {
    Encoding encoding = new Encoding(space);
    RandomGenerator random = Samples.random(3);
    for (int i = 0; i < 200; i++) {
      Configuration point = space.draw(random);
      double[] encoded = encoding.encoded(point);
      Configuration decoded = encoding.decoded(encoded);
      assertThat(space.faults(decoded)).isEmpty();
      assertThat(decoded.values().keySet()).isEqualTo(point.values().keySet());
      assertThat(encoding.snapped(encoding.encoded(decoded))).isEqualTo(encoding.snapped(encoded));
    }
  }

  @ParameterizedTest
  @MethodSource("spaces")
  void snapsAnyCoordinatesToAPointOfTheSpace(SearchSpace space) {
    Encoding encoding = new Encoding(space);
    RandomGenerator random = Samples.random(4);
    for (int i = 0; i < 200; i++) {
      double[] units = random.doubles(encoding.size()).toArray();
      double[] drawn = encoding.drawn(units);
      assertThat(encoding.snapped(drawn)).isEqualTo(drawn);
      assertThat(space.faults(encoding.decoded(drawn))).isEmpty();
    }
  }

  @Test
  void whatIsNotActiveHasOneCoordinate() {
    Encoding encoding = new Encoding(Spaces.finite());
    Map<String, Value> values =
        Map.of(
            "layers", new Value.Whole(2),
            "optimizer", new Value.Text("adam"),
            "amsgrad", new Value.Flag(false));
    assertThat(encoding.encoded(Configuration.of(values))).containsExactly(0.5, 0, 1, 0.5);
  }

  @Test
  void ordinalOptionsLieEvenlyBetweenBothEnds() {
    Encoding encoding = new Encoding(Spaces.space(Spaces.ordinal("size", 16, 32, 64)));
    for (int i = 0; i < 3; i++) {
      Configuration point = Configuration.of(Map.of("size", new Value.Whole(16L << i)));
      assertThat(encoding.encoded(point)).containsExactly(i / 2.0);
    }
  }
}
