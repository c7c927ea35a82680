package io.finesweep.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.finesweep.space.Parameter.Condition;
import io.finesweep.space.Parameter.Real;
import io.finesweep.space.Parameter.Scale;
import io.finesweep.space.Parameter.Share;
import io.finesweep.space.Parameter.Traits;
import io.finesweep.space.Parameter.Whole;
import io.finesweep.trial.Seeds;
import io.finesweep.trial.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ParameterTest {

  private static final int DRAWS = 20_000;

  static Stream<Parameter> continuous() {
    return Stream.of(
        Spaces.real("a", -3, 5), Spaces.logReal("b", 1e-6, 10), Spaces.real("c", 1e9, 1e9 + 1));
  }

  static Stream<Parameter> countable() {
    return Stream.of(
        Spaces.stepped("a", 0, 1, 0.1),
        Spaces.stepped("b", 0, 1, 0.3),
        new Real("c", 0.5, 8, Scale.LOG, 0.5, Traits.NONE),
        new Real("d", 0.01, 1, Scale.LOG, 0.3, Traits.NONE),
        Spaces.whole("e", -3, 9),
        new Whole("f", 0, 10, Scale.LINEAR, 4, Traits.NONE),
        Spaces.logWhole("g", 1, 40),
        new Whole("h", 1, 40, Scale.LOG, 7, Traits.NONE),
        Spaces.whole("i", 7, 7),
        Spaces.ordinal("j", 16, 32, 64, 128),
        Spaces.choice("k", "relu", "tanh", true, 3, 0.5));
  }

  @ParameterizedTest
  @MethodSource("continuous")
  void drawsAContinuousParameterUniformlyOnItsScale(Parameter parameter) {
    Real real = (Real) parameter;
    RandomGenerator random = new Seeds(1).generator("test");
    int[] observed = new int[20];
    for (int draw = 0; draw < DRAWS; draw++) {
      double number = ((Value.Real) parameter.at(random.nextDouble())).number();
      double share =
          real.scale() == Scale.LINEAR
              ? (number - real.low()) / (real.high() - real.low())
              : Math.log(number / real.low()) / Math.log(real.high() / real.low());
      observed[(int) Math.min(19, share * 20)]++;
    }
    double[] expected = new double[20];
    java.util.Arrays.fill(expected, DRAWS / 20.0);
    assertThat(chiSquare(observed, expected)).isLessThan(43.8); // p = .001 at 19 degrees
  }

  @ParameterizedTest
  @MethodSource("countable")
  void drawsEachValueOfACountableParameterByItsShare(Parameter parameter) {
    RandomGenerator random = new Seeds(2).generator("test");
    Map<Value, Integer> counts = new HashMap<>();
    for (int draw = 0; draw < DRAWS; draw++) {
      counts.merge(parameter.at(random.nextDouble()), 1, Integer::sum);
    }
    int[] observed = new int[(int) parameter.cardinality()];
    double[] expected = new double[observed.length];
    for (int i = 0; i < observed.length; i++) {
      Value value = parameter.value(i);
      observed[i] = counts.getOrDefault(value, 0);
      expected[i] = DRAWS * (parameter.share(value).to() - parameter.share(value).from());
      assertThat(parameter.holds(value)).isTrue();
    }
    assertThat(counts.keySet()).allMatch(parameter::holds);
    int degrees = Math.max(1, observed.length - 1);
    assertThat(chiSquare(observed, expected))
        .isLessThan(degrees + 4.5 * Math.sqrt(2 * degrees) + 5);
  }

  @ParameterizedTest
  @MethodSource("countable")
  void theSharesOfACountableParameterPartTheUnitInterval(Parameter parameter) {
    double end = 0;
    for (long i = 0; i < parameter.cardinality(); i++) {
      Share share = parameter.share(parameter.value(i));
      assertThat(share.from()).isCloseTo(end, within(1e-12));
      assertThat(parameter.at(share.from() + 1e-9)).isEqualTo(parameter.value(i));
      assertThat(parameter.at(share.to() - 1e-9)).isEqualTo(parameter.value(i));
      assertThat(parameter.at(parameter.unit(parameter.value(i)))).isEqualTo(parameter.value(i));
      end = share.to();
    }
    assertThat(end).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("countable")
  void wholeNumbersOptionsAndLinearStepsHaveEqualShares(Parameter parameter) {
    boolean log =
        (parameter instanceof Real real && real.scale() == Scale.LOG)
            || (parameter instanceof Whole whole && whole.scale() == Scale.LOG);
    if (!log) {
      for (long i = 0; i < parameter.cardinality(); i++) {
        Share share = parameter.share(parameter.value(i));
        assertThat(share.to() - share.from())
            .isCloseTo(1.0 / parameter.cardinality(), within(1e-9));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("continuous")
  void unitInvertsAt(Parameter parameter) {
    for (double unit = 0; unit < 1; unit += 0.0625) {
      Value value = parameter.at(unit);
      assertThat(parameter.holds(value)).isTrue();
      assertThat(parameter.unit(value)).isCloseTo(unit, within(1e-6));
    }
  }

  @Test
  void stepsAreExactDecimals() {
    assertThat(Spaces.stepped("a", 0, 1, 0.1).grid(5))
        .extracting(Value::plain)
        .containsExactly(0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0);
  }

  @Test
  void aStepThatDoesNotReachTheTopEndsBelowIt() {
    assertThat(Spaces.stepped("a", 0, 1, 0.3).grid(5))
        .extracting(Value::plain)
        .containsExactly(0.0, 0.3, 0.6, 0.9);
  }

  @Test
  void aGridOfALogRangeHasExactPowersAndBothEnds() {
    assertThat(Spaces.logReal("a", 1e-5, 1e-1).grid(5))
        .extracting(Value::plain)
        .containsExactly(1e-5, 1e-4, 1e-3, 1e-2, 1e-1);
  }

  @Test
  void aGridHasAsManyPointsAsTheUserSet() {
    Traits three = new Traits(3, null, null);
    assertThat(new Real("a", 0, 1, Scale.LINEAR, null, three).grid(9))
        .extracting(Value::plain)
        .containsExactly(0.0, 0.5, 1.0);
    assertThat(new Whole("b", 1, 100, Scale.LOG, 1, three).grid(9))
        .extracting(Value::plain)
        .containsExactly(1L, 10L, 100L);
    assertThat(new Real("c", 0, 1, Scale.LINEAR, 0.1, three).grid(9))
        .extracting(Value::plain)
        .containsExactly(0.0, 0.5, 1.0);
  }

  @Test
  void aGridHasAllWholeNumbersAndOptions() {
    assertThat(Spaces.whole("a", 1, 4).grid(2))
        .extracting(Value::plain)
        .containsExactly(1L, 2L, 3L, 4L);
    assertThat(Spaces.choice("b", "x", true).grid(9)).extracting(Value::plain).contains("x", true);
  }

  @Test
  void aRangeOfOneNumberHasOneValue() {
    Parameter parameter = Spaces.real("a", 0.3, 0.3);
    assertThat(parameter.cardinality()).isEqualTo(1);
    assertThat(parameter.at(0.9).plain()).isEqualTo(0.3);
    assertThat(parameter.grid(5)).hasSize(1);
    assertThat(Spaces.logReal("b", 0.3, 0.3).at(0.9).plain()).isEqualTo(0.3);
  }

  @Test
  void holdsOnlyItsOwnValues() {
    assertThat(Spaces.stepped("a", 0, 1, 0.1).holds(new Value.Real(0.25))).isFalse();
    assertThat(Spaces.real("a", 0, 1).holds(new Value.Real(1.01))).isFalse();
    assertThat(Spaces.real("a", 0, 1).holds(new Value.Whole(1))).isFalse();
    assertThat(new Whole("b", 0, 10, Scale.LINEAR, 4, Traits.NONE).holds(new Value.Whole(5)))
        .isFalse();
    assertThat(Spaces.choice("c", "x").holds(new Value.Text("y"))).isFalse();
  }

  @Test
  void refusesImpossibleRanges() {
    assertThatThrownBy(() -> Spaces.real("rate", 2, 1)).hasMessageContaining("'rate'");
    assertThatThrownBy(() -> Spaces.real("rate", Double.NaN, 1)).hasMessageContaining("'rate'");
    assertThatThrownBy(() -> Spaces.logReal("rate", 0, 1)).hasMessageContaining("log scale");
    assertThatThrownBy(() -> Spaces.stepped("rate", 0, 1, 0)).hasMessageContaining("step");
    assertThatThrownBy(() -> Spaces.whole("n", 0, Long.MAX_VALUE)).hasMessageContaining("'n'");
    assertThatThrownBy(() -> Spaces.choice("n")).hasMessageContaining("'n'");
    assertThatThrownBy(() -> Spaces.choice("n", "a", "a")).hasMessageContaining("'n'");
    assertThatThrownBy(() -> new Traits(0, null, null)).hasMessageContaining("grid");
  }

  @Test
  void anActiveConditionNamesParentAndOption() {
    Parameter momentum = Spaces.when("optimizer", "nesterov", Spaces.real("momentum", 0, 1));
    assertThat(momentum.condition())
        .isEqualTo(new Condition("optimizer", new Value.Text("nesterov")));
    assertThat(List.of(Spaces.real("a", 0, 1))).allMatch(p -> p.condition() == null);
  }

  private static double chiSquare(int[] observed, double[] expected) {
    double sum = 0;
    for (int i = 0; i < observed.length; i++) {
      sum += (observed[i] - expected[i]) * (observed[i] - expected[i]) / expected[i];
    }
    return sum;
  }
}
