package io.finesweep.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.finesweep.space.Constraint.Unreadable;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.Value;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConstraintTest {

  private static final SearchSpace SPACE =
      Spaces.space(
          Spaces.whole("units-1", 1, 100),
          Spaces.whole("units-2", 1, 100),
          Spaces.real("a.rate", -1, 1),
          Spaces.ordinal("batch", 16, 32, 64),
          Spaces.choice("optimizer", "sgd", "adam"),
          Spaces.choice("rate-2", 0.1, "none"),
          Spaces.when("optimizer", "sgd", Spaces.real("momentum", 0, 1)));

  private static Configuration point(Map<String, Object> values) {
    Map<String, Value> point = new HashMap<>();
    values.forEach((path, value) -> point.put(path, Value.of(value)));
    return Configuration.of(point);
  }

  private static final Configuration POINT =
      point(
          Map.of(
              "units-1",
              20,
              "units-2",
              10,
              "a.rate",
              -0.5,
              "batch",
              32,
              "optimizer",
              "adam",
              "rate-2",
              0.1));

  private static Unreadable refused(String text) {
    return catchThrowableOfType(Unreadable.class, () -> Constraint.read(text, SPACE));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "units-2 <= units-1, true",
        "units-2 > units-1, false",
        "units-1 - units-2 - 5 == 5, true",
        "units-1 - (units-2 - 5) == 5, false",
        "2 + 3 * units-2 == 32, true",
        "-units-2 + 3 < -6.5e0, true",
        "units-1 / units-2 / 2 != 1, false",
        "a.rate>=-.5, true",
        "batch * units-2 < 321, true",
        "optimizer == 'adam', true",
        "optimizer != 'adam', false",
        "0.2 + 0.04 * units-2 == 0.6, true",
        "0.2 + 0.04 * units-2 > 0.6, false",
        "0.6 - 0.2 - 0.04 * units-2 <= 0, true",
        "rate-2 == 0.1, true",
        "rate-2 != '1e-1', false",
        "rate-2 == 'none', false",
        "0.10 == rate-2, true",
        "1 / (units-1 - 20) > 0, true",
        "(units-1 - 20) / (units-1 - 20) <= 1, false",
      })
  void comparesWhatItSays(String text, boolean holds) throws Unreadable {
    assertThat(Constraint.read(text, SPACE).holds(POINT)).isEqualTo(holds);
  }

  @Test
  void namesHaveTheLettersOfAnyLanguage() throws Unreadable {
    SearchSpace space = Spaces.space(Spaces.real("größe-1", 0, 1), Spaces.real("λ", 0, 1));
    Constraint constraint = Constraint.read("größe-1 <= λ", space);
    Map<String, Value> values = Map.of("größe-1", Value.of(0.2), "λ", Value.of(0.1));
    assertThat(constraint.holds(Configuration.of(values))).isFalse();
  }

  @Test
  void namesAndTextsWithAnySignsAreQuoted() throws Unreadable {
    SearchSpace space =
        Spaces.space(
            Spaces.real("drop out", 0, 1),
            Spaces.real("x/y", 0, 1),
            Spaces.choice("s", "it's", "b"));
    Configuration point = point(Map.of("drop out", 0.2, "x/y", 0.1, "s", "it's"));
    assertThat(Constraint.read("`drop out` <= `x/y`", space).holds(point)).isFalse();
    assertThat(Constraint.read("s == 'it''s'", space).holds(point)).isTrue();
    Unreadable refused =
        catchThrowableOfType(Unreadable.class, () -> Constraint.read("drop out <= 1", space));
    assertThat(refused.wayOut()).isEqualTo("Maybe put the whole name in backticks: `drop out`.");
  }

  @Test
  void holdsWhereAParameterIsNotActive() throws Unreadable {
    Constraint constraint = Constraint.read("momentum * units-1 > 1000", SPACE);
    assertThat(constraint.holds(POINT)).isTrue();
    Map<String, Value> active = new HashMap<>(POINT.values());
    active.put("momentum", Value.of(0.5));
    assertThat(constraint.holds(Configuration.of(active))).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = '|',
      value = {
        "units-1 | compares nothing | Maybe write it like",
        "units-1 = 3 | from '= 3' on | Maybe write == for equality.",
        "units-1 <= | ends where | Maybe",
        "units-1 <= 3 4 | has '4' where it should end | Maybe",
        "units-1 <= (3 | never closes | Maybe",
        "units-1 <= * 3 | has '*' where | Maybe",
        "units-2-units-1 <= 0 | no parameter | Maybe put blanks around the minus.",
        "unit-1 <= 0 | no parameter | Maybe you meant 'units-1'.",
        "optimizer < 'sgd' | compares texts | Maybe name one of the options of 'optimizer'",
        "optimizer == 3 | with '3', which is none of its options | Known here: sgd, adam.",
        "optimizer != 'adm' | with 'adm', which is none of its options | Maybe you meant 'adam'.",
        "'adma' == optimizer | which is none of its options | Maybe you meant 'adam'.",
        "optimizer == adam | names 'adam', which is no parameter | Maybe write it in single quotes",
        "rate-2 > 0.1 | compares texts | Maybe name one of the options of 'rate-2', which has texts: '0.1',",
        "units-1 == 'many' | compares texts | Maybe leave out the quotes",
        "optimizer + 3 == 3 | calculates with a text | Maybe",
        "abs(units-1) <= 3 | has 'abs(', but there are no functions | Maybe do without",
        "units-1 % 2 == 0 | from '% 2 == 0' on | Maybe write it like",
        "units-1 <= 3 <= units-2 | has '<=' where it should end | Maybe make two constraints of it",
        "units-1 <= 3 and units-2 > 1 | has 'and' where | Maybe make two constraints of it",
        "units-1 <= 3; | from ';' on | Maybe",
      })
  void refusesWhatItCannotReadAndSaysAWayOut(String text, String rule, String wayOut) {
    Unreadable refused = refused(text);
    assertThat(refused.getMessage()).startsWith("\"" + text + "\" ").contains(rule).endsWith(".");
    assertThat(refused.wayOut()).startsWith(wayOut).endsWith(".");
  }

  @Test
  void saysOfAFixedValueWhatItIs() {
    Map<String, String> fixed = Map.of("dropout", "0.3", "weights", "'adam'");
    Unreadable number =
        catchThrowableOfType(
            Unreadable.class, () -> Constraint.read("units-1 <= dropout", SPACE, fixed));
    assertThat(number)
        .hasMessage(
            "\"units-1 <= dropout\" names 'dropout', which is no parameter but fixed: it is 0.3.");
    assertThat(number.wayOut())
        .isEqualTo("Maybe write 0.3 in its place, or make it a distribution.");
    Unreadable text =
        catchThrowableOfType(
            Unreadable.class, () -> Constraint.read("optimizer == weights", SPACE, fixed));
    assertThat(text.wayOut()).startsWith("Maybe write 'adam' in its place");
  }

  @Test
  void aPointThatBreaksItIsNoPointOfTheSpace() throws Unreadable {
    SearchSpace space =
        new SearchSpace(
            SPACE.parameters(), java.util.List.of(Constraint.read("units-2 >= units-1", SPACE)));
    assertThat(SPACE.faults(POINT)).isEmpty();
    assertThat(space.admits(POINT)).isFalse();
    assertThat(space.faults(POINT))
        .containsExactly("It breaks the constraint \"units-2 >= units-1\".");
  }
}
