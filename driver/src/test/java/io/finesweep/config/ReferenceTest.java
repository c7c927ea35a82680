package io.finesweep.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import io.finesweep.data.Augmentation;
import io.finesweep.data.DataSpec;
import io.finesweep.data.ValidationSpec;
import io.finesweep.engine.Recipe;
import io.finesweep.spark.ClusterSettings;
import io.finesweep.trial.Problem;
import io.finesweep.trial.Section;
import io.finesweep.trial.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the manual to what the readers really know and really fall back to. */
class ReferenceTest {

  private static final Vocabulary VOCABULARY =
      new Vocabulary(List.of("grid", "random", "sobol"), List.of("full"), cluster -> {});
  private static final List<String> VARIANTS =
      List.of(
          "optimizer",
          "gradient-clipping",
          "learning-rate-schedule",
          "mixing",
          "unfreezing",
          "averaging",
          "weight-noise");
  private static final List<String> FORMATS =
      List.of(
          "{ format = parquet, path = rows, label = kind }",
          "{ format = csv, path = rows, label = kind }",
          "{ format = idx, images = a, labels = b }",
          "{ format = images, path = rows }");

  private final List<Problem> problems = new ArrayList<>();

  @Test
  void documentsEveryKeyOfTheSweep() throws IOException {
    Section sweep = section("sweep { objective = { metric = mine }, budget {} }", "sweep");
    readSweep(sweep);
    assertDocumented(sweep);
  }

  @Test
  void documentsEveryKeyOfTheValidation() throws IOException {
    Section validation = section("sweep.validation { folds = 1 }", "sweep.validation");
    ValidationSpec.read(validation);
    assertDocumented(validation);
  }

  @Test
  void documentsEveryKeyOfTheData() throws IOException {
    for (String format : FORMATS) {
      Section data = section("data = " + format, "data");
      DataSpec.read(data);
      Section scaled = section("data = " + format + "\ndata.scale { divide = 2 }", "data");
      DataSpec.read(scaled);
      assertDocumented(data);
      assertDocumented(scaled);
    }
    assertThat(problems).isEmpty();
  }

  @Test
  void documentsEveryKeyOfFineTuning() throws IOException {
    for (String key : VARIANTS) {
      for (String name : variants(key)) {
        Section section = fineTuning("base-model = x, " + key + " = " + name);
        Recipe.read(section);
        assertDocumented(section);
      }
    }
    Config all = complete().getConfig("fine-tuning").withoutPath("base-model");
    Section network = section("fine-tuning " + all.root().render(), "fine-tuning");
    Recipe.read(network);
    assertDocumented(network);
  }

  @Test
  void documentsEveryVariant() throws IOException {
    VARIANTS.forEach(key -> Recipe.read(fineTuning("base-model = x, " + key + " = unknown")));
    Recipe.read(fineTuning("network = [unknown]"));
    List<String> rules = problems.stream().map(Problem::rule).toList();
    for (int i = 0; i < VARIANTS.size(); i++) {
      assertThat(rules.get(i)).contains(namesInText(VARIANTS.get(i)));
    }
    assertThat(rules.get(VARIANTS.size())).contains(String.join(", ", kinds("network")));
    assertThat(kinds("network")).hasSizeGreaterThan(3);
    assertThat(kinds("augmentation")).isEqualTo(Augmentation.NAMES);
  }

  @Test
  void documentsEveryKeyOfTheClusterWithItsDefault() throws IOException {
    Section written = section(Reference.config().root().render(), "cluster");
    ClusterSettings defaults = ClusterSettings.read(section("cluster {}", "cluster"));
    assertThat(ClusterSettings.read(written)).isEqualTo(defaults);
    SweepReader sweep = new SweepReader(section("sweep {}", "sweep"));
    assertThat(sweep.rules(Settings.EMPTY).retries()).isEqualTo(defaults.retries());
    Section all = section(complete().root().render(), "cluster");
    ClusterSettings.read(all);
    TreeSet<String> missing = new TreeSet<>(all.asked());
    missing.removeIf(path -> path.startsWith("cluster.spark."));
    missing.removeAll(paths(complete()));
    assertThat(missing).isEmpty();
    assertThat(problems).isEmpty();
  }

  @Test
  void holdsTheDefaultsOfTheSweep() throws IOException {
    Section written = section(Reference.config().root().render(), "sweep");
    Section silent = section("sweep {}", "sweep");
    assertThat(readSweep(written)).isEqualTo(readSweep(silent));
    assertThat(ValidationSpec.read(written.section("validation")))
        .isEqualTo(ValidationSpec.read(silent.section("validation")));
    Config holdout =
        defaults()
            .getConfig("sweep.validation")
            .withFallback(ConfigFactory.parseString("{}"))
            .withValue("folds", ConfigFactory.parseString("folds = 1").getValue("folds"));
    assertThat(ValidationSpec.read(section("v " + holdout.root().render(), "v")))
        .isEqualTo(ValidationSpec.read(section("v { folds = 1 }", "v")));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void holdsTheDefaultsOfTheData(int format) throws IOException {
    Section silent = section("data = " + FORMATS.get(format), "data");
    DataSpec without = DataSpec.read(silent);
    Config all = defaults().getConfig("data");
    for (String key : all.root().keySet()) {
      if (!silent.asked().contains("data." + key)) {
        all = all.withoutPath(key);
      }
    }
    String text = "data = " + FORMATS.get(format) + "\ndata " + all.root().render();
    assertThat(DataSpec.read(section(text, "data"))).isEqualTo(without);
    assertThat(problems).isEmpty();
  }

  @Test
  void holdsTheDefaultsOfFineTuning() throws IOException {
    Config written = Reference.config().getConfig("fine-tuning");
    Section all = section("fine-tuning " + written.root().render(), "fine-tuning");
    Recipe.read(all);
    assertThat(problems).extracting(Problem::path).containsExactly("fine-tuning.base-model");
    problems.clear();
    Section with = fineTuning("base-model = x\n" + inner(written));
    assertThat(Recipe.read(with)).isEqualTo(Recipe.read(fineTuning("base-model = x")));
    assertThat(problems).isEmpty();
  }

  @Test
  void holdsTheDefaultsOfVariants() throws IOException {
    for (String key : VARIANTS) {
      ConfigObject documented = defaults().getObject("fine-tuning." + key);
      documented.forEach(
          (name, options) -> {
            String long_ = "{ \"" + name + "\" " + options.render() + " }";
            assertThat(Recipe.read(fineTuning("base-model = x, " + key + " = " + long_)))
                .isEqualTo(Recipe.read(fineTuning("base-model = x, " + key + " = " + name)));
          });
    }
    for (String key : List.of("network", "augmentation")) {
      String names = String.join(", ", kinds(key));
      String list = defaults().getList("fine-tuning." + key).render();
      String rest = key.equals("network") ? "" : ", base-model = x";
      assertThat(Recipe.read(fineTuning(key + " = " + list + rest)))
          .isEqualTo(Recipe.read(fineTuning(key + " = [" + names + "]" + rest)));
    }
    assertThat(problems).isEmpty();
  }

  private static List<Object> readSweep(Section sweep) {
    SweepReader reader = new SweepReader(sweep);
    ObjectiveReader measures = new ObjectiveReader(sweep, Measuring.OUTSIDE);
    return List.of(
        reader.name("x.conf"),
        String.valueOf(reader.store(Measuring.INSIDE)),
        reader.engine(),
        reader.seeds(),
        reader.strategy(VOCABULARY),
        reader.required(),
        reader.warmStart(),
        reader.limits(),
        reader.explains(),
        reader.rules(Settings.EMPTY),
        measures.metrics(measures.objectives(), measures.bounds()),
        sweep.sections("try-first"));
  }

  private void assertDocumented(Section section) throws IOException {
    Set<String> documented = paths(complete());
    Set<String> missing = new TreeSet<>(section.asked());
    missing.removeIf(path -> documented.contains(path.replaceAll("-[0-9]+(?=[.])", "")));
    assertThat(missing).isEmpty();
  }

  private static Set<String> paths(Config config) {
    Set<String> paths = new TreeSet<>();
    collect("", config.root(), paths);
    return paths;
  }

  private static void collect(String path, ConfigValue value, Set<String> into) {
    into.add(path);
    if (value instanceof ConfigObject object) {
      object.forEach((key, inner) -> collect(Places.below(path, key), inner, into));
    } else if (value instanceof ConfigList list) {
      list.forEach(inner -> collect(path, inner, into));
    }
  }

  private static String inner(Config config) {
    return config.root().render().strip().replaceAll("^\\{|}$", "");
  }

  private List<String> variants(String key) throws IOException {
    return List.copyOf(defaults().getObject("fine-tuning." + key).keySet());
  }

  private List<String> kinds(String key) throws IOException {
    List<String> kinds = new ArrayList<>();
    for (ConfigValue element : defaults().getList("fine-tuning." + key)) {
      kinds.add(
          element instanceof ConfigObject object
              ? object.keySet().iterator().next()
              : String.valueOf(element.unwrapped()));
    }
    return kinds;
  }

  /** The names that the comment over a key lists, as the reader's message lists them. */
  private static String namesInText(String key) throws IOException {
    return switch (key) {
      case "optimizer" -> listed("sgd, nesterov, adam, adamw, amsgrad, nadam, rmsprop or adagrad");
      case "learning-rate-schedule" -> listed("constant, step, exponential or cosine");
      case "mixing" -> "none, mixup, cutmix";
      case "unfreezing" -> "none, gradual";
      case "weight-noise" -> "none, drop-connect, additive, multiplicative";
      case "averaging" -> "none, ema, swa";
      default -> "none, value, norm";
    };
  }

  private static String listed(String names) throws IOException {
    assertThat(text()).contains(names);
    return names.replace(" or ", ", ");
  }

  private Section fineTuning(String text) {
    return section("fine-tuning { " + text + " }", "fine-tuning");
  }

  private Section section(String text, String path) {
    Map<String, Object> tree =
        new LinkedHashMap<>(ConfigFactory.parseString(text).getObject(path).unwrapped());
    return Settings.of(tree).section(path, problems);
  }

  /** The manual with the defaults that only some formats, layers or rules have. */
  private static Config defaults() throws IOException {
    return manual(line -> line.replaceFirst("^(\\s*)#= ", "$1"));
  }

  /** The manual with examples for everything that has no default. */
  private static Config complete() throws IOException {
    return manual(line -> line.replaceFirst("^(\\s*)#[=:] ", "$1"));
  }

  private static Config manual(Function<String, String> uncommented) throws IOException {
    return ConfigFactory.parseString(String.join("\n", text().lines().map(uncommented).toList()));
  }

  private static String text() throws IOException {
    try (InputStream in = Reference.class.getResourceAsStream("/reference.conf")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
