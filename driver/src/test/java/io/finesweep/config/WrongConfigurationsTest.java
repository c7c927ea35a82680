package io.finesweep.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.finesweep.spark.ClusterSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each case of {@code wrong/configurations.txt}: {@code ###} and a title, the configuration, {@code
 * ---} with {@code set path=value}, {@code open} (as for ask-tell) or {@code file location}, {@code
 * ===} and the message that it must get.
 */
class WrongConfigurationsTest {

  private static final Configurations CONFIGURATIONS =
      new Configurations(
          List.of("grid", "random", "sobol"),
          List.of("full", "asha", "race", "pbt"),
          ClusterSettings::read);

  @TempDir Path folder;

  private record Case(String title, List<String> text, List<String> orders, String message) {

    static Case of(String block) {
      String[] halves = block.split("\n===\n", 2);
      List<String> lines = halves[0].lines().toList();
      return new Case(
          lines.get(0),
          lines.stream().skip(1).filter(line -> !line.startsWith("--- ")).toList(),
          lines.stream().filter(line -> line.startsWith("--- ")).map(s -> s.substring(4)).toList(),
          halves.length == 1 ? "" : halves[1].strip());
    }

    List<String> overrides() {
      return orders.stream().filter(o -> o.startsWith("set ")).map(o -> o.substring(4)).toList();
    }

    String location(Path folder) {
      return orders.stream()
          .filter(order -> order.startsWith("file "))
          .map(order -> order.substring(5))
          .map(file -> file.contains(":") ? file : folder.resolve(file).toString())
          .findFirst()
          .orElse(folder.resolve("wrong.conf").toString());
    }

    @Override
    public String toString() {
      return title;
    }
  }

  static List<Case> cases() throws IOException {
    return Stream.of(("\n" + text("configurations.txt")).split("\n### "))
        .skip(1)
        .map(Case::of)
        .toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void saysWhatIsWrongAndWhere(Case wrong) throws IOException {
    Files.writeString(folder.resolve("base.conf"), text("base.conf"));
    Files.writeString(
        folder.resolve("wrong.conf"), wrong.text().stream().collect(Collectors.joining("\n")));
    InvalidConfiguration said = catchThrowableOfType(InvalidConfiguration.class, () -> load(wrong));
    assertThat(said).isNotNull();
    assertThat(String.valueOf(said.getMessage()).replace(folder + "/", ""))
        .isEqualTo(wrong.message());
  }

  private void load(Case wrong) {
    String location = wrong.location(folder);
    if (wrong.orders().contains("open")) {
      CONFIGURATIONS.loadOpen(location, wrong.overrides());
    } else {
      CONFIGURATIONS.load(location, wrong.overrides());
    }
  }

  @Test
  void thereAreAtLeastSixtyOfThemAndNoTwoAlike() throws IOException {
    assertThat(cases()).hasSizeGreaterThanOrEqualTo(60);
    assertThat(cases()).extracting(Case::title).doesNotHaveDuplicates();
  }

  @Test
  void everyMessageNamesThePlaceAndAWayOut() throws IOException {
    assertThat(cases().stream().flatMap(wrong -> Stream.of(wrong.message().split("\n\n"))))
        .allMatch(message -> message.matches("[^ ].*: .+[.]\n    (Maybe|Known here) ?.+[.]"));
  }

  private static String text(String name) throws IOException {
    try (InputStream in = WrongConfigurationsTest.class.getResourceAsStream("wrong/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
