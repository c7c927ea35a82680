package io.finesweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.finesweep.config.SweepConfiguration;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a point of an earlier sweep says of today's space. */
class TranslationTest {

  private static final String NONE = "none";

  @TempDir private Path folder;

  private SweepConfiguration sweep(String fineTuning, String more) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("x.conf"),
            """
            sweep { objective { metric = loss, goal = minimize }, budget { trials = 4 } }
            %s
            fine-tuning { %s }
            """
                .formatted(more, fineTuning));
    return ConfigurationOptions.reader().loadOpen(file.toString(), List.of());
  }

  /** The point of today that one stands for; {@link #NONE}, and by what, where it is none. */
  private String today(String past, String today, Map<String, Object> point) throws IOException {
    return today(sweep(past, ""), sweep(today, ""), point);
  }

  private static String today(
      SweepConfiguration past, SweepConfiguration today, Map<String, Object> plain) {
    Map<String, Value> values = new TreeMap<>();
    plain.forEach((path, value) -> values.put(path, Value.of(value)));
    Configuration point = Configuration.of(values);
    Translation.Sense sense = new Translation(past, today).of(point);
    return sense.point() == null ? NONE + " by " + sense.obstacle() : sense.point().key();
  }

  @Test
  void whatIsFixedTodayMustHaveHadThatValue() throws IOException {
    String past = "opt = { choice = [sgd, adam] }, n = { int = [1, 4] }, lr = { uniform = [0, 1] }";
    String today = "opt = sgd, n = 2.0, lr = { uniform = [0, 1] }";
    assertThat(today(past, today, Map.of("opt", "sgd", "n", 2, "lr", 0.5))).isEqualTo("lr=0.5");
    assertThat(today(past, today, Map.of("opt", "adam", "n", 2, "lr", 0.5)))
        .isEqualTo("none by opt");
    assertThat(today(past, today, Map.of("opt", "sgd", "n", 3, "lr", 0.5))).isEqualTo("none by n");
  }

  @Test
  void anOptionGoesByItsNameAndWhatIsBelowItByWhatIsSetThere() throws IOException {
    String past = "opt = { choice = [adam, { sgd { momentum = { uniform = [0, 1] } } }] }, lr = 1";
    String lr = ", lr = { uniform = [0, 1] }";
    Map<String, Object> sgd = Map.of("opt", "sgd", "opt.sgd.momentum", 0.9);
    Map<String, Object> other = Map.of("opt", "sgd", "opt.sgd.momentum", 0.5);
    Map<String, Object> adam = Map.of("opt", "adam");
    String fixed = "opt { sgd { momentum = 0.9 } }" + lr;
    assertThat(today(past, fixed, sgd)).isEqualTo("lr=1.0");
    assertThat(today(past, fixed, other)).isEqualTo("none by opt.sgd.momentum");
    assertThat(today(past, fixed, adam)).isEqualTo("none by opt");
    String half = "opt = { choice = [adam, { sgd { momentum = 0.9 } }] }" + lr;
    assertThat(today(past, half, sgd)).isEqualTo("lr=1.0;opt=\"sgd\"");
    assertThat(today(past, half, other)).isEqualTo("none by opt.sgd.momentum");
    assertThat(today(past, half, adam)).isEqualTo("lr=1.0;opt=\"adam\"");
    assertThat(today(past, "opt = adam" + lr, adam)).isEqualTo("lr=1.0");
    assertThat(today(past, "opt = adam" + lr, sgd)).isEqualTo("none by opt");
    assertThat(today(past, "opt = { choice = [adam, rmsprop] }" + lr, sgd))
        .isEqualTo("none by opt");
  }

  @Test
  void elementsOfAListGoByTheNamesOfTheirParameters() throws IOException {
    String past = "steps = [flip, { turn { by = { int = [1, 9] } } }, { turn { by = 3 } }]";
    String point = ", lr = { uniform = [0, 1], default = 0.5 }";
    String today = "steps = [flip, { turn { by = 4 } }, { turn { by = { int = [1, 9] } } }]";
    assertThat(today(past, today + point, Map.of("steps.turn.by", 4)))
        .isEqualTo("lr=0.5;steps.turn-2.by=3");
    assertThat(today(past, today + point, Map.of("steps.turn.by", 5)))
        .isEqualTo("none by steps.turn.by");
  }

  @Test
  void whatIsNotSetTodayMustHaveHadItsDefault() throws IOException {
    String lr = "lr = { uniform = [0, 1] }";
    String named = lr + ", noise = { uniform = [0, 1], default = 0.25 }";
    assertThat(today(named, lr, Map.of("lr", 0.5, "noise", 0.25))).isEqualTo("lr=0.5");
    assertThat(today(named, lr, Map.of("lr", 0.5, "noise", 0.5))).isEqualTo("none by noise");
    String unnamed = lr + ", noise = { uniform = [0, 1] }";
    assertThat(today(unnamed, lr, Map.of("lr", 0.5, "noise", 0.5))).isEqualTo("none by noise");
  }

  @Test
  void whereFinesweepTrainsTheDefaultIsItsOwn() throws IOException {
    String data = "data { format = csv, path = x, label = y }";
    String lr = "base-model = m, learning-rate = { uniform = [0.1, 1] }";
    SweepConfiguration few = sweep(lr, data);
    SweepConfiguration more =
        sweep(
            lr
                + ", optimizer = { choice = [sgd, adam] }"
                + ", dropout = { uniform = [0, 0.5], default = 0.1 }",
            data);
    Map<String, Object> point = new TreeMap<>(Map.of("learning-rate", 0.5, "dropout", 0));
    point.put("optimizer", "adam");
    assertThat(today(more, few, point)).isEqualTo("learning-rate=0.5");
    assertThat(today(few, more, Map.of("learning-rate", 0.5)))
        .isEqualTo("dropout=0.0;learning-rate=0.5;optimizer=\"adam\"");
    point.put("dropout", 0.1);
    assertThat(today(more, few, point)).isEqualTo("none by dropout");
    point.put("dropout", 0.0);
    point.put("optimizer", "sgd");
    assertThat(today(more, few, point)).isEqualTo("none by optimizer");
  }

  @Test
  void whatWasSetThenMustBeAValueOfToday() throws IOException {
    String past = "lr = { uniform = [0, 1] }, width = %s, kind = %s";
    String today =
        "lr = { uniform = [0, 1] }, width = { int = [8, 64], default = 16 },"
            + " kind = { choice = [1, 2.5, off] }";
    Map<String, Object> point = Map.of("lr", 0.5);
    assertThat(today(past.formatted(32.0, 1), today, point)).isEqualTo("kind=1.0;lr=0.5;width=32");
    assertThat(today(past.formatted(7, 2.5), today, point)).isEqualTo("none by width");
    assertThat(today(past.formatted(8, 3), today, point)).isEqualTo("none by kind");
    assertThat(today("lr = { uniform = [0, 1] }", today, point))
        .isEqualTo("kind=1.0;lr=0.5;width=16");
  }

  @Test
  void aSettingThatIsAParameterOfNeitherMayDiffer() throws IOException {
    assertThat(
            today(
                "lr = { uniform = [0, 1] }, width = 8",
                "lr = { uniform = [0, 1] }, width = 16",
                Map.of("lr", 0.5)))
        .isEqualTo("lr=0.5");
  }

  @Test
  void aConstraintOfTodayMustHold() throws IOException {
    String space = "a = { int = [1, 9] }, b = { int = [1, 9] }";
    SweepConfiguration today = sweep(space, "sweep.require = [\"a <= b\"]");
    assertThat(today(sweep(space, ""), today, Map.of("a", 3, "b", 2))).isEqualTo("none by require");
    assertThat(today(sweep(space, ""), today, Map.of("a", 2, "b", 3))).isEqualTo("a=2;b=3");
  }
}
