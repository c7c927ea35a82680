package io.finesweep.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.finesweep.space.Admissible.Found;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.Seeds;
import io.finesweep.trial.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AdmissibleTest {

  private static final Seeds SEEDS = new Seeds(7);

  private static SearchSpace numbers(int most, String... constraints) {
    return Spaces.where(
        Spaces.space(
            Spaces.whole("a", 1, most), Spaces.whole("b", 1, most), Spaces.whole("c", 1, most)),
        constraints);
  }

  static Stream<SearchSpace> spaces() {
    return Stream.of(
        Spaces.tight(),
        Spaces.constrained(),
        numbers(90, "a * b == 84", "c == a / b"),
        numbers(90, "a * a + b * b == c * c"),
        numbers(1_000_000, "a + b == 2 * c", "a - c > 499000"),
        Spaces.where(
            Spaces.space(Spaces.real("x", 0, 1), Spaces.real("y", 0, 1), Spaces.real("z", 0, 1)),
            "x + y + z == 1",
            "x < 1e-4"),
        Spaces.where(
            Spaces.space(Spaces.real("x", 0, 1), Spaces.real("y", -1, 1), Spaces.real("z", -1, 0)),
            "x * x + y * y + z * z == 1",
            "x * y * z == 0.1"),
        Spaces.where(
            Spaces.space(Spaces.real("x", 0, 1), Spaces.real("y", 0, 1)),
            "x * x * x + y * y * y == 1"),
        Spaces.where(
            Spaces.space(Spaces.logReal("head", 1e-6, 1), Spaces.logReal("base", 1e-6, 1)),
            "head == 10 * base"),
        Spaces.where(
            Spaces.space(
                Spaces.ordinal("batch", 16, 32, 64, 128),
                Spaces.ordinal("steps", 1, 2, 4, 8),
                Spaces.logWhole("all", 1, 4096)),
            "batch * steps == all"),
        Spaces.where(
            Spaces.space(
                Spaces.choice("kind", "long", "wide"),
                Spaces.when("kind", "long", Spaces.whole("length", 1, 1000)),
                Spaces.when("kind", "wide", Spaces.whole("width", 1, 1000)),
                Spaces.whole("size", 1, 1000)),
            "length == 2 * size",
            "width > 1000"),
        Spaces.where(
            Spaces.space(
                Spaces.choice("a", "x", "z", "w"),
                Spaces.choice("e", "x", "y"),
                Spaces.choice("b", "x", "y"),
                Spaces.choice("c", "x", "y", "v"),
                Spaces.real("u", 0, 1),
                Spaces.real("v", 0, 1)),
            "a != e",
            "e != b",
            "b == c",
            "a != c",
            "a != 'w'",
            "u == v"));
  }

  @Test
  void provesThatTextsExcludeEachOther() {
    SearchSpace space =
        Spaces.where(
            Spaces.space(
                Spaces.choice("a", "x", "y", "z"),
                Spaces.choice("b", "x", "y", "z"),
                Spaces.choice("c", "x", "y", "z")),
            "a == b",
            "b == c",
            "a != c",
            "a != 'z'",
            "c != 'z'",
            "b != 'z'");
    Found found = new Admissible(space).first(point -> true, SEEDS.generator("none"));
    assertThat(found.point()).isEmpty();
    assertThat(found.isComplete()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("spaces")
  void drawsPointsOfTheSpaceAndDrawsThemAgainFromTheSameSeed(SearchSpace space) {
    Admissible points = new Admissible(space);
    for (int draw = 0; draw < 20; draw++) {
      Configuration point = points.draw(SEEDS.generator("draw", draw)).orElseThrow();
      assertThat(space.faults(point)).isEmpty();
      assertThat(new Admissible(space).draw(SEEDS.generator("draw", draw))).contains(point);
      Configuration wished = space.draw(SEEDS.generator("wish", draw));
      Configuration near = points.near(wished, SEEDS.generator("near", draw)).orElseThrow();
      assertThat(space.faults(near)).isEmpty();
      assertThat(points.near(wished, SEEDS.generator("near", draw))).contains(near);
    }
  }

  @Test
  void findsEveryPointAndKnowsWhenThereIsNoOther() {
    SearchSpace space = numbers(60, "a == b", "b == c");
    Admissible points = new Admissible(space);
    Set<String> known = new HashSet<>();
    for (int number = 0; number < 60; number++) {
      Found found = points.first(p -> !known.contains(p.key()), SEEDS.generator("all", number));
      known.add(found.point().orElseThrow().key());
    }
    assertThat(known).hasSize(60);
    Found none = points.first(p -> !known.contains(p.key()), SEEDS.generator("all", 60));
    assertThat(none.point()).isEmpty();
    assertThat(none.isComplete()).isTrue();
  }

  @Test
  void knowsThatConstraintsLeaveNothing() {
    for (SearchSpace space :
        List.of(
            numbers(50, "a < b", "b < a"),
            numbers(50, "2 * a == 2 * b + 1"),
            numbers(50, "a + b + c > 150"))) {
      Found none = new Admissible(space).first(point -> true, SEEDS.generator("none"));
      assertThat(none.point()).isEmpty();
      assertThat(none.isComplete()).isTrue();
    }
  }

  @Test
  void doesNotSayThatRealNumbersLeaveNothingWhereItOnlyFoundNothing() {
    SearchSpace space =
        Spaces.where(
            Spaces.space(Spaces.real("x", 0, 1), Spaces.real("y", 0, 1)), "x < y", "y < x");
    Found none = new Admissible(space).first(point -> true, SEEDS.generator("none"));
    assertThat(none.point()).isEmpty();
    assertThat(none.isComplete()).isFalse();
  }

  @Test
  void keepsToWhatIsWishedWhereTheConstraintsAllowIt() {
    Admissible points = new Admissible(numbers(90, "a + b <= 60"));
    Configuration wished = point(20, 30, 40);
    assertThat(points.near(wished, SEEDS.generator("near"))).contains(wished);
    Configuration near = points.near(point(50, 70, 40), SEEDS.generator("near")).orElseThrow();
    assertThat(near).isIn(point(50, 10, 40), point(1, 59, 40));
  }

  @Test
  void drawsAboutUniformly() {
    Admissible points = new Admissible(numbers(90, "a + b + c == 92"));
    double[] a = means(points);
    // Of the 4095 points, 465 have an a above 60: all are alike.
    assertThat(a[0]).isCloseTo(92 / 3.0, within(2.0));
    assertThat(a[1]).isCloseTo(465 / 4095.0, within(0.03));
  }

  /** The mean of a, and how often it is above 60. */
  private static double[] means(Admissible points) {
    double[] a =
        IntStream.range(0, 1000)
            .mapToObj(draw -> points.draw(SEEDS.generator("draw", draw)).orElseThrow())
            .mapToDouble(point -> Numbers.number(point.value("a").orElseThrow()))
            .toArray();
    return new double[] {
      IntStream.range(0, a.length).mapToDouble(i -> a[i]).average().orElseThrow(),
      IntStream.range(0, a.length).mapToDouble(i -> a[i] > 60 ? 1 : 0).average().orElseThrow()
    };
  }

  private static Configuration point(long a, long b, long c) {
    return Configuration.of(
        Map.of("a", new Value.Whole(a), "b", new Value.Whole(b), "c", new Value.Whole(c)));
  }
}
