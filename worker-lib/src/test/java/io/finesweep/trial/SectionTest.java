package io.finesweep.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.finesweep.trial.Section.Range;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SectionTest {

  private final List<Problem> problems = new ArrayList<>();

  private enum Order {
    BY_TIME,
    SHUFFLED
  }

  @Test
  void readsWhatIsSet() {
    Section section =
        section(
            Map.of("rate", 0.5, "size", 3, "shuffle", true, "name", "x", "names", List.of("a", 2)));
    assertThat(section.number("rate", 0, Range.SHARE)).isEqualTo(0.5);
    assertThat(section.number("size", 0, Range.ANY)).isEqualTo(3);
    assertThat(section.integer("size", 0, Range.atLeast(1))).isEqualTo(3);
    assertThat(section.flag("shuffle", false)).isTrue();
    assertThat(section.text("name", "")).isEqualTo("x");
    assertThat(section.texts("names", List.of())).containsExactly("a", "2");
    assertThat(section.texts("name", List.of())).containsExactly("x");
    section.end();
    assertThat(problems).isEmpty();
  }

  @Test
  void fallsBackWhereNothingIsSet() {
    Map<String, Object> nothing = new HashMap<>();
    nothing.put("rate", null);
    Section section = section(nothing);
    assertThat(section.number("rate", 0.25, Range.POSITIVE)).isEqualTo(0.25);
    assertThat(section.whole("size", 7, Range.ANY)).isEqualTo(7);
    assertThat(section.flag("shuffle", true)).isTrue();
    assertThat(section.text("name")).isNull();
    assertThat(section.numbers("list", List.of(1.0), Range.ANY)).containsExactly(1.0);
    assertThat(section.option("order", Order.SHUFFLED)).isEqualTo(Order.SHUFFLED);
    assertThat(section.duration("time")).isNull();
    assertThat(section.sections("objective")).isEmpty();
    assertThat(section.variants("steps", List.of("a"))).isEmpty();
    section.end();
    assertThat(problems).isEmpty();
  }

  @Test
  void readsNumbersAndFlagsOutOfTextsAsEnvironmentVariablesAre() {
    Section section =
        section(Map.of("rate", "1e-3", "size", "12", "shuffle", "false", "list", List.of("1", 2)));
    assertThat(section.number("rate", 0, Range.ANY)).isEqualTo(0.001);
    assertThat(section.whole("size", 0, Range.ANY)).isEqualTo(12);
    assertThat(section.flag("shuffle", true)).isFalse();
    assertThat(section.numbers("list", List.of(), Range.ANY)).containsExactly(1.0, 2.0);
    assertThat(problems).isEmpty();
  }

  @Test
  void keepsEveryDigitOfAWholeNumber() {
    assertThat(section(Map.of("seed", Long.MAX_VALUE - 1)).whole("seed", 0, Range.ANY))
        .isEqualTo(Long.MAX_VALUE - 1);
  }

  @Test
  void namesValueRuleAndFallbackOfANumberOutOfRange() {
    assertThat(section(Map.of("rate", -2)).number("rate", 0.1, Range.POSITIVE)).isEqualTo(0.1);
    assertThat(problems)
        .containsExactly(
            new Problem(
                "top.rate",
                "'top.rate' is -2; it must be a number, above 0.",
                "Maybe leave it out: it is 0.1 then."));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "0.5        | 'top.x' is 0.5; it must be a whole number, at least 1.",
        "many       | 'top.x' is 'many'; it must be a whole number, at least 1.",
        "3000000000 | 'top.x' is 3000000000; it must be at most 2147483647."
      })
  void refusesWhatIsNoWholeNumberOf32Bits(String value, String rule) {
    Object given = value.equals("many") ? value : Double.valueOf(value);
    assertThat(section(Map.of("x", given)).integer("x", 1, Range.atLeast(1))).isEqualTo(1);
    assertThat(problems).extracting(Problem::rule).containsExactly(rule);
  }

  @Test
  void describesRanges() {
    assertThat(Range.ANY).hasToString("a finite number");
    assertThat(Range.POSITIVE).hasToString("above 0");
    assertThat(Range.SHARE).hasToString("at least 0 and at most 1");
    assertThat(Range.BELOW_ONE).hasToString("at least 0 and below 1");
    assertThat(Range.atLeast(2)).hasToString("at least 2");
    assertThat(Range.between(0, 0.5)).hasToString("at least 0 and at most 0.5");
  }

  @ParameterizedTest
  @CsvSource({"90s, 90000", "1.5h, 5400000", "2 hours, 7200000", "30m, 1800000", "1 day, 86400000"})
  void readsTimesWithTheirUnits(String written, long milliseconds) {
    assertThat(section(Map.of("time", written)).duration("time"))
        .isEqualTo(Duration.ofMillis(milliseconds));
  }

  @ParameterizedTest
  @CsvSource({"90", "0s", "-1s", "soon", "1h30m", "5ms"})
  void refusesWhatIsNoTime(String written) {
    assertThat(section(Map.of("time", written)).duration("time")).isNull();
    assertThat(problems).hasSize(1);
  }

  @Test
  void readsOptionsInLowerCaseWithHyphens() {
    assertThat(section(Map.of("order", "by-time")).option("order", Order.SHUFFLED))
        .isEqualTo(Order.BY_TIME);
    section(Map.of("order", "by-tine")).option("order", Order.SHUFFLED);
    assertThat(problems)
        .containsExactly(
            new Problem(
                "top.order",
                "'top.order' is 'by-tine'; it must be one of by-time, shuffled.",
                "Maybe you meant 'by-time'."));
  }

  @Test
  void readsAVariantByItsNameAloneOrWithASection() {
    List<String> names = List.of("adam", "nesterov");
    Section alone = section(Map.of("optimizer", "adam"));
    assertThat(alone.variant("optimizer", "nesterov", names).name()).isEqualTo("adam");
    Section with = section(Map.of("optimizer", Map.of("nesterov", Map.of("momentum", 0.5))));
    Section.Variant variant = with.variant("optimizer", "adam", names);
    assertThat(variant.name()).isEqualTo("nesterov");
    assertThat(variant.options().path()).isEqualTo("top.optimizer.nesterov");
    assertThat(variant.options().number("momentum", 0, Range.SHARE)).isEqualTo(0.5);
    assertThat(section(Map.of()).variant("optimizer", "adam", names).name()).isEqualTo("adam");
    assertThat(problems).isEmpty();
  }

  @Test
  void refusesAVariantThatIsNone() {
    List<String> names = List.of("adam", "sgd");
    section(Map.of("o", Map.of("adam", Map.of(), "sgd", Map.of()))).variant("o", "adam", names);
    section(Map.of("o", "adm")).variant("o", "adam", names);
    section(Map.of("o", 3)).variant("o", "adam", names);
    section(Map.of("o", Map.of("sgd", 0.9))).variant("o", "adam", names);
    assertThat(problems)
        .extracting(Problem::path)
        .containsExactly("top.o", "top.o", "top.o", "top.o.sgd");
  }

  @Test
  void numbersVariantsThatComeAgain() {
    Section section =
        section(
            Map.of(
                "steps",
                List.of("flip", Map.of("rotate", Map.of()), Map.of("rotate", Map.of()), "flip")));
    assertThat(section.variants("steps", List.of("flip", "rotate")))
        .extracting(variant -> variant.options().path())
        .containsExactly(
            "top.steps.flip", "top.steps.rotate", "top.steps.rotate-2", "top.steps.flip-2");
  }

  @Test
  void readsSectionsInAListOrOneAlone() {
    assertThat(section(Map.of("o", Map.of("a", 1))).sections("o"))
        .extracting(Section::path)
        .containsExactly("top.o");
    assertThat(section(Map.of("o", List.of(Map.of(), "x", Map.of()))).sections("o"))
        .extracting(Section::path)
        .containsExactly("top.o.1", "top.o.3");
    assertThat(problems).extracting(Problem::path).containsExactly("top.o.2");
  }

  @Test
  void reportsKeysThatNobodyAskedFor() {
    Section section = section(Map.of("folds", 3, "fold", 4));
    section.integer("folds", 5, Range.atLeast(1));
    section.end();
    assertThat(problems)
        .containsExactly(
            new Problem(
                "top.fold",
                "'top.fold' is not a key that Finesweep knows.",
                "Maybe you meant 'folds'."));
  }

  @Test
  void saysSoWhereNothingCanBeSet() {
    section(Map.of("momentum", 0.9)).end();
    assertThat(problems)
        .extracting(Problem::wayOut)
        .containsExactly("Maybe remove it: nothing can be set here.");
  }

  @Test
  void reportsWhatIsRequired() {
    assertThat(section(Map.of()).required("path", "the file")).isEmpty();
    assertThat(problems)
        .containsExactly(
            new Problem(
                "top.path",
                "'top.path' is missing: it names the file.",
                "Maybe add path to 'top'."));
  }

  @Test
  void reportsValuesOfTheWrongKind() {
    Section section =
        section(Map.of("a", Map.of(), "b", "x", "c", Arrays.asList("y", null), "d", List.of("z")));
    section.text("a");
    section.section("b");
    section.texts("c", List.of());
    section.numbers("d", List.of(), Range.ANY);
    section.flag("b", true);
    assertThat(problems)
        .extracting(Problem::rule)
        .containsExactly(
            "'top.a' is {}; it must be a text.",
            "'top.b' is 'x'; it must be a section in braces.",
            "'top.c' is [\"y\",null]; it must be a list of texts.",
            "'top.d' is [\"z\"]; it must be a list of numbers.",
            "'top.b' is 'x'; it must be true or false.");
    assertThat(problems).allSatisfy(problem -> assertThat(problem.wayOut()).startsWith("Maybe "));
  }

  @Test
  void remembersWhatWasAskedInAllSectionsBelow() {
    Section section = section(Map.of("o", Map.of("adam", Map.of())));
    section.variant("o", "adam", List.of("adam")).options().number("beta", 0, Range.ANY);
    section.section("head").has("hidden");
    assertThat(section.asked())
        .containsExactly("top.head", "top.head.hidden", "top.o", "top.o.adam.beta");
  }

  private Section section(Map<String, ?> values) {
    return new Section("top", values, problems);
  }
}
