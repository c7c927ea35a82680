package io.finesweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nightly sweeps that publish into one folder. */
class PublishIT {

  @TempDir private Path scratch;

  private String night(String name, String... overrides) throws Exception {
    Path conf = SmallSweep.write(scratch, "sobol", 2);
    List<String> command = new ArrayList<>(List.of("run", conf.toString()));
    command.addAll(List.of("--set", "sweep.name=" + name));
    command.addAll(List.of("--set", "publish.to=\"" + scratch.resolve("champion") + "\""));
    for (String override : overrides) {
      command.addAll(List.of("--set", override));
    }
    Program.Ended ended = Program.run(scratch, command.toArray(String[]::new));
    assertThat(ended.code()).as(ended.err()).isZero();
    return ended.out().lines().filter(line -> line.startsWith("published")).findFirst().orElse("");
  }

  private JsonNode current() throws Exception {
    return new ObjectMapper().readTree(Files.readString(scratch.resolve("champion/current.json")));
  }

  @Test
  void publishesAWinnerOnlyWhenItIsShownToBeatTheOneInPlace() throws Exception {
    assertThat(night("first")).contains("nothing was published there before");
    String model = current().get("model").textValue();
    assertThat(scratch.resolve("champion").resolve(model)).isNotEmptyFile();
    assertThat(scratch.resolve("champion").resolve(model.replace(".zip", ".md")))
        .content()
        .contains("# ");

    // The same sweep under another seed of the search finds nothing that is better for sure.
    assertThat(night("second", "publish.margin=0.5"))
        .contains("nothing: on", "test rows", "does not exceed the margin 0.5");
    assertThat(current().get("sweep").textValue()).endsWith("first");

    // Thirty epochs on all layers are far better than one on the head alone.
    String better =
        night(
            "third",
            "fine-tuning.epochs=30",
            "fine-tuning.freeze-up-to=none",
            "fine-tuning.learning-rate=0.003",
            "fine-tuning.optimizer=adam");
    assertThat(better).contains("is better by", current().get("model").textValue());
    assertThat(current().get("sweep").textValue()).endsWith("third");

    // Run again, it is what is there already; with a larger test set nothing can be shown.
    assertThat(
            night(
                "third",
                "fine-tuning.epochs=30",
                "fine-tuning.freeze-up-to=none",
                "fine-tuning.learning-rate=0.003",
                "fine-tuning.optimizer=adam"))
        .contains("names already");
    assertThat(night("fourth", "sweep.validation.test=0.9")).contains("may have been trained on");

    // On rows of their own something can be.
    assertThat(
            night(
                "fifth", "sweep.validation.test=0.9", "publish.test=\"conf/data/digits.parquet\""))
        .contains("nothing: on 89", "does not exceed the margin 0.0");
  }

  @Test
  void rowsToCompareOnThatCannotBeReadAreRefusedBeforeTheSweep() throws Exception {
    Path conf = SmallSweep.write(scratch, "sobol", 2);
    Program.Ended ended =
        Program.run(
            scratch,
            "validate",
            conf.toString(),
            "--set=publish.to=\"" + scratch.resolve("champion") + "\"",
            "--set=publish.test=\"conf/data/nowhere.parquet\"");
    assertThat(ended.code()).as(ended.err()).isEqualTo(ExitCode.WRONG_USE);
    assertThat(ended.err()).contains("nowhere.parquet", "\nMaybe ").doesNotContain("\tat ");
  }
}
