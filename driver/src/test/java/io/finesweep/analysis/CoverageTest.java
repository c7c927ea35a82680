package io.finesweep.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.finesweep.space.Parameter;
import io.finesweep.space.SearchSpace;
import io.finesweep.space.Spaces;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.Seeds;
import io.finesweep.trial.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class CoverageTest {

  private static final List<Parameter> SPACE =
      List.of(
          Spaces.logReal("rate", 1e-4, 1),
          Spaces.real("dropout", 0, 1),
          Spaces.choice("kind", "a", "b", "c"),
          Spaces.ordinal("size", 8, 16, 32));

  private static List<Configuration> drawn(int trials) {
    SearchSpace space = Spaces.space(SPACE.toArray(Parameter[]::new));
    RandomGenerator random = Seeds.generator(3);
    List<Configuration> points = new ArrayList<>();
    for (int i = 0; i < trials; i++) {
      points.add(space.draw(random));
    }
    return points;
  }

  private static Configuration with(Configuration point, String path, Value value) {
    Map<String, Value> values = new HashMap<>(point.values());
    values.put(path, value);
    return Configuration.of(values);
  }

  private static double number(Value value) {
    return ((Value.Real) value).number();
  }

  @Test
  void aRandomSearchLeavesNoGap() {
    assertThat(Coverage.of(drawn(200), SPACE).gaps()).isEmpty();
  }

  @Test
  void findsTheStretchOfARangeWithoutATrial() {
    List<Configuration> points =
        drawn(100).stream().filter(p -> number(p.value("rate").orElseThrow()) < 0.01).toList();

    Coverage.Gap gap = Coverage.of(points, SPACE).gaps().get(0);

    assertThat(gap.sides()).hasSize(1);
    assertThat(gap.sides().get(0).path()).isEqualTo("rate");
    assertThat(number(gap.sides().get(0).from())).isBetween(0.005, 0.01);
    assertThat(number(gap.sides().get(0).to())).isCloseTo(1, within(1e-6));
    assertThat(gap.share()).isCloseTo(0.5, within(0.1));
  }

  @Test
  void findsOptionsThatWereNeverTried() {
    List<Configuration> points =
        drawn(60).stream().map(p -> with(p, "kind", new Value.Text("a"))).toList();

    assertThat(Coverage.of(points, SPACE).gaps())
        .extracting(g -> g.sides().get(0).from())
        .contains(new Value.Text("b"), new Value.Text("c"));
  }

  @Test
  void findsPairsThatWereNeverTriedTogether() {
    List<Configuration> points =
        drawn(300).stream()
            .filter(
                p ->
                    number(p.value("dropout").orElseThrow()) < 0.6
                        || !p.value("kind").orElseThrow().equals(new Value.Text("b")))
            .toList();

    List<Coverage.Gap> gaps = Coverage.of(points, SPACE).gaps();

    assertThat(gaps).hasSize(1);
    assertThat(gaps.get(0).sides())
        .extracting(Coverage.Side::path)
        .containsExactly("dropout", "kind");
    assertThat(gaps.get(0).sides().get(1).from()).isEqualTo(new Value.Text("b"));
    assertThat(gaps.get(0).share()).isCloseTo(1.0 / 9, within(1e-12));
  }

  @Test
  void whatCannotBeTogetherIsNoGap() {
    List<Parameter> space =
        List.of(
            Spaces.choice("kind", "a", "b"),
            Spaces.when("kind", "b", Spaces.real("kind.b.depth", 0, 1)));
    SearchSpace drawn = Spaces.space(space.toArray(Parameter[]::new));
    RandomGenerator random = Seeds.generator(3);
    List<Configuration> points = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      points.add(drawn.draw(random));
    }
    assertThat(Coverage.of(points, space).gaps()).isEmpty();
  }

  @Test
  void whatFewTrialsCannotCoverIsNoGap() {
    assertThat(Coverage.of(drawn(4), SPACE).gaps()).isEmpty();
    assertThat(Coverage.of(List.of(), SPACE).gaps()).isEmpty();
  }
}
