package io.finesweep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.finesweep.cli.Questions.Question;
import io.finesweep.trial.RunId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuestionsTest {

  private static final RunId RUN = new RunId(3, 0, 1);

  private final Questions one = new Questions(List.of("loss"), List.of("loss", "seconds"));
  private final Questions two = new Questions(List.of("loss", "bytes"), List.of("loss", "bytes"));

  private static String tell(String value) {
    return "{\"tell\": {\"number\": 3, \"fold\": 0, \"epochs\": 1, \"value\": " + value + "}}";
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "NaN", "Infinity", "-Infinity", "1e999", "{\"loss\": NaN}"})
  void aValueThatIsNotFiniteSaysThatTheRunDiverged(String value) throws Exception {
    assertThat(one.read(tell(value))).isEqualTo(new Question.Diverged(RUN));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "{\"loss\": NaN, \"bytes\": 5}",
        "{\"loss\": 1, \"bytes\": -Infinity}",
        "{\"loss\": null, \"bytes\": 5}"
      })
  void soDoesOneOfSeveral(String value) throws Exception {
    assertThat(two.read(tell(value))).isEqualTo(new Question.Diverged(RUN));
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN", "{\"loss\": NaN}", "{\"loss\": NaN, \"bytes\": \"many\"}"})
  void butNotWhereAnotherIsMissingOrIsNoNumber(String value) {
    assertThatThrownBy(() -> two.read(tell(value)))
        .isInstanceOf(Questions.Unclear.class)
        .hasMessageContaining("number");
  }

  @Test
  void aFurtherMetricMayBeToldAndHasANumberOrIsLeftOut() throws Exception {
    assertThat(one.read(tell("{\"loss\": 1, \"seconds\": 2}")))
        .isEqualTo(new Question.Told(RUN, new TreeMap<>(Map.of("loss", 1.0, "seconds", 2.0))));
    Question alone = new Question.Told(RUN, new TreeMap<>(Map.of("loss", 1.0)));
    assertThat(one.read(tell("{\"loss\": 1, \"seconds\": null}"))).isEqualTo(alone);
    assertThat(one.read(tell("{\"loss\": 1, \"seconds\": NaN}"))).isEqualTo(alone);
    assertThat(one.read(tell("{\"loss\": 1}"))).isEqualTo(alone);
    assertThat(one.read(tell("1"))).isEqualTo(alone);
  }

  @Test
  void aMetricThatNobodyDeclaredIsRefused() {
    assertThatThrownBy(() -> one.read(tell("{\"loss\": 1, \"bytes\": 2}")))
        .hasMessage(
            "\"value\" is {\"loss\":1,\"bytes\":2}; it must be an object with a number for each of"
                + " loss, and may have seconds.");
  }

  @Test
  void moreRunsThanCanBeCountedAreAllThatThereAre() throws Exception {
    assertThat(one.read("{\"ask\": 2147483648}")).isEqualTo(new Question.Ask(Integer.MAX_VALUE));
    assertThatThrownBy(() -> one.read("{\"ask\": -2147483649}"))
        .hasMessage("\"ask\" is -2147483649; it must be a whole number, at least 1.");
    assertThatThrownBy(() -> one.read("{\"ask\": NaN}"))
        .hasMessageEndingWith("; it must be a whole number, at least 1.");
  }

  @Test
  void aNumberThatIsTooLargeIsToldTheLargest() {
    assertThatThrownBy(() -> one.read(tell("1").replace("3", "2147483648")))
        .hasMessage("\"number\" is 2147483648; it must be a whole number, from 0 to 2147483647.");
  }

  @Test
  void brokenLinesAreToldWhereAndWhatToDo() {
    String library = " Maybe write each line with a JSON library, one object such as {\"ask\": 1}.";
    assertThatThrownBy(() -> one.read("no json"))
        .hasMessage(
            "The line is not JSON: the mistake is about character 2, where no ends." + library);
    assertThatThrownBy(() -> one.read("{\"ask\": nil}"))
        .hasMessage(
            "The line is not JSON: the mistake is about character 11, where {\"ask\": nil ends."
                + library);
    assertThatThrownBy(() -> one.read("{'ask': 1}"))
        .hasMessage(
            "The line is not JSON: the mistake is about character 2, where {' ends." + library);
    assertThatThrownBy(() -> one.read("{\"ask\": 1"))
        .hasMessage(
            "The line is cut off: it ends before its JSON object does. Maybe write the whole"
                + " object in one line.");
    assertThatThrownBy(() -> one.read("{\"ask\": 1} {\"ask\": 2}"))
        .hasMessage(
            "Behind the line's object stands more, {\"ask\": 2}. Maybe write each object in a line"
                + " of its own.");
    assertThatThrownBy(() -> one.read("{\"ask\": 1, \"ask\": 2}"))
        .hasMessageMatching(
            "A name stands twice in one object, up to character \\d+ of the line. Maybe leave one"
                + " of them out.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"ask\": 01}",
        "{\"ask\": 1.}",
        "{\"ask\": \"\\x\"}",
        "{\"ask\": \"\t\"}",
        "{\"ask\" 1}",
        "{\"ask\": }",
        "]",
        "{\"ask\": \"cut",
        "{\"ask\": 1}}",
        "{\"ask\": tru",
        "{\"ask\": NA}",
        "\uFEFF{\"ask\": 1}",
        "1"
      })
  void noLineIsAnsweredInTheWordsOfALibrary(String line) {
    assertThatThrownBy(() -> one.read(line))
        .isInstanceOf(Questions.Unclear.class)
        .message()
        .matches("(The line is|Behind the line's|A line must be).*")
        .doesNotContain("Feature", "Source", "token", "expecting");
  }

  @Test
  void norIsOneOfManyBracketsOrDigits() {
    for (String line : List.of("[".repeat(5000), "{\"ask\": " + "1".repeat(5000) + "}")) {
      assertThatThrownBy(() -> one.read(line))
          .isInstanceOf(Questions.Unclear.class)
          .hasMessageStartingWith("The line is not a question: its brackets are too deep, or a");
    }
  }
}
