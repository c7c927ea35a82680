package io.finesweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What {@code --help} prints. */
class HelpTest {

  private static final CommandLine LINE =
      Main.line(
          new Main.Streams(
              new ByteArrayInputStream(new byte[0]),
              new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
              new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8)));

  static Collection<CommandLine> commands() {
    return LINE.getSubcommands().values();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void helpSaysWhatACommandDoesInWholeSentences(CommandLine command) {
    List<String> texts = texts(command.getCommandSpec());

    assertThat(texts).isNotEmpty().allMatch(text -> text.endsWith("."));
    // What holds a lone % is printed with a warning before it.
    assertThat(texts).allSatisfy(text -> assertThat(String.format(text)).isNotBlank());
    assertThat(command.getUsageMessage().lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void theListOfCommandsSaysWhatEachDoes() {
    assertThat(LINE.getUsageMessage().lines()).allMatch(line -> line.length() <= 80);
    assertThat(LINE.getUsageMessage().replaceAll("\\s+", " "))
        .contains(
            commands().stream()
                .map(command -> command.getCommandSpec().usageMessage())
                .map(usage -> String.format(usage.description()[0]))
                .toList());
  }

  private static List<String> texts(CommandSpec spec) {
    return Stream.of(
            Arrays.stream(spec.usageMessage().description()),
            spec.options().stream().flatMap(option -> Arrays.stream(option.description())),
            spec.positionalParameters().stream().flatMap(p -> Arrays.stream(p.description())))
        .flatMap(texts -> texts)
        .toList();
  }
}
