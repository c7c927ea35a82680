package io.finesweep.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.finesweep.history.Bound;
import io.finesweep.metric.Goal;
import io.finesweep.metric.Objective;
import io.finesweep.schedule.LadderShape;
import io.finesweep.space.Parameter;
import io.finesweep.space.Parameter.Condition;
import io.finesweep.space.Parameter.Order;
import io.finesweep.space.Parameter.Scale;
import io.finesweep.space.Parameter.Traits;
import io.finesweep.space.SearchSpace;
import io.finesweep.spark.ClusterSettings;
import io.finesweep.sweep.Cost;
import io.finesweep.sweep.Limits;
import io.finesweep.sweep.SweepSpec;
import io.finesweep.trial.Budget;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.Seeds;
import io.finesweep.trial.Settings;
import io.finesweep.trial.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationsTest {

  private static final Configurations CONFIGURATIONS =
      new Configurations(
          List.of("grid", "random", "sobol"), List.of("full"), ClusterSettings::read);

  private static final String BASE =
      """
      sweep { objective { metric = accuracy }, budget { trials = 10 } }
      data { format = csv, path = "rows.csv", label = kind }
      fine-tuning { base-model = "model.zip" }
      """;

  @TempDir Path folder;

  @Test
  void readsTheQuickstart() {
    SweepConfiguration quickstart = CONFIGURATIONS.load("../conf/quickstart.conf", List.of());
    SweepSpec spec = quickstart.spec();
    assertThat(spec.name()).isEqualTo("quickstart");
    assertThat(spec.space().parameters())
        .extracting(Parameter::path)
        .contains("freeze-up-to", "learning-rate", "optimizer", "optimizer.nesterov.momentum");
    assertThat(spec.terms().objectives()).containsExactly(new Objective("accuracy", Goal.MAXIMIZE));
    assertThat(spec.terms().full()).isEqualTo(new Budget(5, 6));
    assertThat(spec.limits())
        .isEqualTo(new Limits(32, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE));
    assertThat(spec.rules()).isEqualTo(new SweepSpec.Rules(2, 5));
    assertThat(spec.seeds()).isEqualTo(new Seeds(42));
    assertThat(spec.experiment().metrics()).containsExactly("accuracy", "f1-macro", "log-loss");
    assertThat(spec.experiment().folder()).startsWith("file:/").endsWith("/sweeps/quickstart");
    assertThat(quickstart.strategy())
        .isEqualTo(new Strategy("sobol", "full", 5, LadderShape.DEFAULT));
  }

  @Test
  void readsTheConfigurationOfTheQuickstartsBaseModel() {
    SweepConfiguration base = CONFIGURATIONS.load("../conf/models/digits-0-4.conf", List.of());
    assertThat(base.spec().space().parameters()).isEmpty();
    assertThat(base.spec().terms().full()).isEqualTo(new Budget(2, 30));
  }

  @Test
  void findsParentsBeforeChildrenWhateverTheirNames() throws IOException {
    SearchSpace space =
        space(
            """
            optimizer = { choice = [adam, { nesterov { momentum = { uniform = [0.5, 0.99] } } }] }
            learning-rate = { log-uniform = [1e-5, 1e-1], default = 0.001, grid = 3 }
            batch-size = { ordinal = [16, 32, 64] }
            head { hidden = { choice = [[], [64], [128, 64]] } }
            dropout = { uniform = [0, 0.5], step = 0.1 }
            warm-up = { int = [0, 3] }
            """);
    Condition nesterov = new Condition("optimizer", text("nesterov"));
    assertThat(space.parameters())
        .containsExactly(
            new Parameter.Choice(
                "batch-size", List.of(whole(16), whole(32), whole(64)), Order.ORDINAL, Traits.NONE),
            new Parameter.Real("dropout", 0, 0.5, Scale.LINEAR, 0.1, Traits.NONE),
            new Parameter.Choice(
                "head.hidden",
                List.of(text("[]"), text("[64]"), text("[128,64]")),
                Order.NOMINAL,
                Traits.NONE),
            new Parameter.Real(
                "learning-rate",
                1e-5,
                1e-1,
                Scale.LOG,
                null,
                new Traits(3, new Value.Real(0.001), null)),
            new Parameter.Choice(
                "optimizer", List.of(text("adam"), text("nesterov")), Order.NOMINAL, Traits.NONE),
            new Parameter.Real(
                "optimizer.nesterov.momentum",
                0.5,
                0.99,
                Scale.LINEAR,
                null,
                new Traits(null, null, nesterov)),
            new Parameter.Whole("warm-up", 0, 3, Scale.LINEAR, 1, Traits.NONE));
  }

  @Test
  void putsValuesWhereTheDistributionsStand() throws IOException {
    SweepSpec spec =
        load(
                BASE,
                """
                optimizer = { choice = [adam, { nesterov { momentum = { uniform = [0.5, 0.99] } } }] }
                head { hidden = { choice = [[], [128, 64]] }, activation = relu }
                """)
            .spec();
    Map<String, Object> filled =
        spec.fineTuning()
            .fill(
                Configuration.of(
                    Map.of(
                        "optimizer",
                        text("nesterov"),
                        "optimizer.nesterov.momentum",
                        new Value.Real(0.75),
                        "head.hidden",
                        text("[128,64]"))))
            .tree();
    assertThat(filled)
        .containsEntry("base-model", "model.zip")
        .containsEntry("optimizer", Map.of("nesterov", Map.of("momentum", 0.75)))
        .containsEntry("head", Map.of("hidden", List.of(128, 64), "activation", "relu"));
  }

  @Test
  void tellsOptionsThatAreListsAsLists() throws IOException {
    SweepSpec spec =
        load(
                BASE,
                """
                optimizer = { choice = [adam, { nesterov { momentum = { uniform = [0.5, 0.99] } } }] }
                head { hidden = { choice = [[], [{ int = [8, 64] }, 32]] } }
                """)
            .spec();
    Map<String, Value> values = new HashMap<>();
    values.put("optimizer", text("nesterov"));
    values.put("optimizer.nesterov.momentum", new Value.Real(0.75));
    for (Value option :
        ((Parameter.Choice) spec.space().parameter("head.hidden").orElseThrow()).options()) {
      values.put("head.hidden", option);
      values.put("head.hidden.1", new Value.Whole(16));
      assertThat(spec.fineTuning().plain(Configuration.of(values)))
          .containsEntry("optimizer", "nesterov")
          .containsEntry("optimizer.nesterov.momentum", 0.75)
          .containsEntry("head.hidden", option.equals(text("[]")) ? List.of() : List.of(16L, 32));
    }
  }

  @Test
  void numbersRepeatedElementsOfAList() throws IOException {
    SearchSpace space =
        space(
            """
            augmentation = [
              { rotate { degrees = { uniform = [0, 25] } } }
              { noise { deviation = { uniform = [0, 0.1] } } }
              { rotate { degrees = { uniform = [0, 5] } } }
            ]
            head { hidden = [{ int = [8, 64] }, 32] }
            """);
    assertThat(space.parameters())
        .extracting(Parameter::path)
        .containsExactly(
            "augmentation.rotate.degrees",
            "augmentation.noise.deviation",
            "augmentation.rotate-2.degrees",
            "head.hidden.1");
  }

  @Test
  void makesAllNumbersOfAChoiceRealWhereOneIs() throws IOException {
    SearchSpace space = space("dropout = { ordinal = [0, 0.25, 0.5], default = 0 }");
    Parameter.Choice dropout = (Parameter.Choice) space.parameters().get(0);
    assertThat(dropout.options())
        .containsExactly(new Value.Real(0), new Value.Real(0.25), new Value.Real(0.5));
    assertThat(dropout.traits().standard()).isEqualTo(new Value.Real(0));
  }

  @Test
  void keepsTheOrderOfParametersWhateverIsOverridden() throws IOException {
    String text = "l2 = { log-uniform = [1e-6, 1e-2] }, l1 = 0, dropout = { uniform = [0, 0.5] }";
    List<Parameter> parameters = load(BASE, text).spec().space().parameters();
    assertThat(parameters).extracting(Parameter::path).containsExactly("dropout", "l2");
    assertThat(
            load(BASE, text, "fine-tuning.dropout={ uniform = [0, 0.5] }")
                .spec()
                .space()
                .parameters())
        .isEqualTo(parameters);
  }

  @Test
  void takesTheLargestEpochsForTheFullBudget() throws IOException {
    assertThat(load(BASE, "epochs = { int = [5, 50] }").spec().terms().full().epochs())
        .isEqualTo(50);
    assertThat(load(BASE, "epochs = { ordinal = [3, 9, 27] }").spec().terms().full().epochs())
        .isEqualTo(27);
    assertThat(load(BASE, "").spec().terms().full().epochs()).isEqualTo(10);
  }

  @Test
  void letsLaterOverridesWinAndReplaceWholeSections() throws IOException {
    SweepConfiguration loaded =
        load(
            BASE,
            "learning-rate = { log-uniform = [1e-5, 1e-1] }",
            "fine-tuning.learning-rate={ uniform = [0.1, 0.2] }",
            "sweep.strategy.seed=1",
            "sweep.strategy.seed=2",
            "sweep.store=hdfs://host:9000/sweeps",
            "data.path=a//b#c.csv");
    assertThat(loaded.spec().space().parameters())
        .containsExactly(
            new Parameter.Real("learning-rate", 0.1, 0.2, Scale.LINEAR, null, Traits.NONE));
    assertThat(loaded.spec().seeds()).isEqualTo(new Seeds(2));
    assertThat(loaded.store()).isEqualTo("hdfs://host:9000/sweeps");
    assertThat(loaded.spec().experiment().folder()).isEqualTo("hdfs://host:9000/sweeps/x");
    assertThat(loaded.spec().experiment().data().tree()).containsEntry("path", "a//b#c.csv");
  }

  @Test
  void substitutesKeysAndEnvironmentVariables() throws IOException {
    String path = System.getenv("PATH");
    SweepConfiguration loaded =
        load(
            BASE + "data.path = ${PATH}\nsweep.strategy.seed = ${?SURELY_NOT_SET}",
            "l1 = 0.5, l2 = ${fine-tuning.l1}");
    assertThat(loaded.spec().experiment().data().tree()).containsEntry("path", path);
    assertThat(loaded.resolved().values()).containsEntry("fine-tuning.l2", "0.5");
  }

  @Test
  void readsIncludesBesideTheFile() throws IOException {
    Files.createDirectories(folder.resolve("shared"));
    Files.writeString(folder.resolve("shared/base.conf"), "include \"data\"\n" + BASE);
    Files.writeString(folder.resolve("shared/data.conf"), "data.separator = tab");
    Files.writeString(folder.resolve("x.conf"), "include \"shared/base.conf\"");
    SweepConfiguration loaded = CONFIGURATIONS.load(folder + "/x.conf", List.of());
    assertThat(loaded.spec().experiment().data().tree()).containsEntry("separator", "tab");
  }

  @Test
  void readsFromAnyHadoopFileSystem() throws IOException {
    Files.writeString(folder.resolve("base.conf"), BASE);
    Files.writeString(folder.resolve("far.conf"), "include \"base\"");
    String uri = folder.resolve("far.conf").toUri().toString();
    assertThat(CONFIGURATIONS.load(uri, List.of()).spec().name()).isEqualTo("far");
    Files.writeString(folder.resolve("far.conf"), "include \"base\"\nsweeep {}");
    assertThatThrownBy(() -> CONFIGURATIONS.load(uri, List.of()))
        .hasMessageStartingWith(uri + ":2: 'sweeep' is not a key");
  }

  @Test
  void demandsNoBudgetOfAGridForItEndsByItself() throws IOException {
    String unlimited = BASE + "sweep.budget = null\nsweep.strategy.sampler = grid";
    assertThat(load(unlimited, "").spec().limits()).isEqualTo(Limits.NONE);
  }

  @Test
  void readsTheWholeBudget() throws IOException {
    String budget =
        "sweep.budget { fold-runs = 7, epochs = 90, wall-clock = 1.5h, cost = 40, price = 2.5 }";
    assertThat(load(BASE + budget, "").spec().limits())
        .isEqualTo(new Limits(10, 7, 90, 5_400_000, new Cost(40, 2.5)));
    assertThat(new Cost(40, 2.5).held()).isEqualTo(16 * 3_600_000L);
  }

  @Test
  void readsSeveralObjectivesWithTheirGoals() throws IOException {
    String objectives = "sweep.objective = [{ metric = f1 }, { metric = log-loss }]\n";
    SweepSpec spec = load(BASE + objectives + "sweep.metrics = [mcc, log-loss]", "").spec();
    assertThat(spec.terms().objectives())
        .containsExactly(
            new Objective("f1-macro", Goal.MAXIMIZE), new Objective("log-loss", Goal.MINIMIZE));
    assertThat(spec.experiment().metrics()).containsExactly("f1-macro", "log-loss", "mcc");
  }

  @Test
  void readsWhatAModelCostsAsObjectiveAndAsBound() throws IOException {
    String costs =
        """
        sweep.objective = [{ metric = accuracy }, { metric = prediction-ms }]
        sweep.subject-to = ["parameters <= 1e6"]
        """;
    SweepSpec spec = load(BASE + costs + "sweep.metrics = [model-bytes]", "").spec();
    assertThat(spec.terms().objectives())
        .containsExactly(
            new Objective("accuracy", Goal.MAXIMIZE),
            new Objective("prediction-ms", Goal.MINIMIZE));
    assertThat(spec.terms().bounds())
        .containsExactly(new Bound("parameters", Bound.Side.BELOW, 1e6));
    assertThat(spec.experiment().metrics())
        .containsExactly("accuracy", "prediction-ms", "parameters", "model-bytes");
  }

  @Test
  void countsFoldsOverAllRepeats() throws IOException {
    assertThat(load(BASE, "").spec().terms().full().folds()).isEqualTo(5);
    String repeated = "sweep.validation { folds = 3, repeats = 4 }";
    assertThat(load(BASE + repeated, "").spec().terms().full().folds()).isEqualTo(12);
  }

  @Test
  void opensASweepThatAnotherProgramMeasures() throws IOException {
    SweepConfiguration open =
        open(
            """
            sweep {
              objective { metric = reward, goal = maximize }
              budget { fold-runs = 20 }
            }
            fine-tuning {
              x = { uniform = [0, 1] }
              anything { goes = [{ here { depth = { int = [1, 3] } } }] }
            }
            """);
    SweepSpec spec = open.spec();
    assertThat(open.store()).isNull();
    assertThat(spec.terms().objectives()).containsExactly(new Objective("reward", Goal.MAXIMIZE));
    assertThat(spec.terms().full()).isEqualTo(new Budget(1, 1));
    assertThat(spec.space().parameters())
        .extracting(Parameter::path)
        .containsExactly("anything.goes.here.depth", "x");
    assertThat(open.strategy()).isEqualTo(new Strategy("auto", "auto", 5, LadderShape.DEFAULT));
  }

  @Test
  void opensASweepWithFoldsEpochsAndAStoreOfItsOwn() throws IOException {
    SweepConfiguration open =
        open(
            """
            sweep {
              store = "/tmp/sweeps"
              objective { metric = rmse }
              budget { trials = 20 }
              validation { folds = 3, repeats = 2 }
            }
            fine-tuning { epochs = 27, x = { uniform = [0, 1] } }
            """);
    assertThat(open.store()).isEqualTo("file:/tmp/sweeps");
    assertThat(open.spec().terms().objectives())
        .containsExactly(new Objective("rmse", Goal.MINIMIZE));
    assertThat(open.spec().terms().full()).isEqualTo(new Budget(6, 27));
  }

  @Test
  void leavesAProgramsOwnSettingsAsTheyAre() throws IOException {
    SweepConfiguration open =
        open(
            """
            sweep { objective { metric = rmse }, budget { trials = 20 } }
            fine-tuning {
              x = { uniform = [0, 1] }
              layers = [1, 2]
              plot { range = [0, 1], width = 3 }
              server { logger = [a], ports = [1, 2] }
              image { size = [3, 3] }
              sample { normal = 3 }
              kind = { choice = [none, { tree { features = [a, b] } }] }
            }
            """);
    assertThat(open.spec().space().parameters())
        .extracting(Parameter::path)
        .containsExactly("kind", "x");
    Map<String, ?> filled =
        open.spec()
            .fineTuning()
            .fill(
                Configuration.of(Map.of("x", new Value.Real(0.5), "kind", new Value.Text("none"))))
            .tree();
    assertThat(filled.get("image")).isEqualTo(Map.of("size", List.of(3, 3)));
  }

  @Test
  void writesAResolvedConfigurationThatMeansTheSame() throws IOException {
    SweepConfiguration loaded =
        load(
            BASE,
            """
            optimizer = { choice = [adam, { nesterov { momentum = { uniform = [0.5, 0.99] } } }] }
            learning-rate = { log-uniform = [1e-5, 1e-1], default = 0.001 }
            head { hidden = { choice = [[], [128, 64]] } }
            """);
    // Under another file's name, as the store keeps it: a sweep without a name is named by its
    // file.
    Path again = folder.resolve("sweep.conf");
    Files.writeString(again, loaded.resolved().text());
    assertThat(CONFIGURATIONS.load(again.toString(), List.of())).isEqualTo(loaded);
  }

  @Test
  void comparesConfigurationsByWhatTheyMean() throws IOException {
    Resolved plain = load(BASE, "l2 = 0.001").resolved();
    Resolved same = load(BASE + "sweep.strategy.seed = 42", "l2 = 1e-3, epochs = 10").resolved();
    Resolved other = load(BASE + "sweep.strategy.seed = 43", "l2 = 0.002").resolved();
    assertThat(same.values()).isEqualTo(plain.values());
    assertThat(other.values())
        .containsEntry("sweep.strategy.seed", "43")
        .containsEntry("fine-tuning.l2", "0.002");
  }

  @Test
  void redactsSecretsWhereverTheyStand() throws IOException {
    String secrets =
        """
        cluster.spark {
          spark.hadoop.fs.s3a.secret.key = hidden1
          "spark.hadoop.fs.s3a.access.key" = hidden2
          spark { authToken = hidden3, dbPassword = hidden4, tokenizer = shown5 }
        }
        sweep.store = "s3a://user:hidden6@bucket/sweeps"
        """;
    Resolved resolved = load(BASE + secrets, "").resolved();
    assertThat(resolved.text() + resolved.values())
        .doesNotContainPattern("hidden[0-9]")
        .contains("shown5", "s3a://***@bucket/sweeps");
    Files.writeString(folder.resolve("redacted.conf"), resolved.text());
    assertThat(CONFIGURATIONS.load(folder + "/redacted.conf", List.of()).resolved().text())
        .isEqualTo(resolved.text());
  }

  @Test
  void putsTheDayIntoTheNameAndKeepsItThere() throws IOException {
    String day = "\\d{4}-\\d{2}-\\d{2}";
    SweepConfiguration dated = load(BASE, "", "sweep.name=\"churn-${date}\"");
    assertThat(dated.spec().name()).matches("churn-" + day);
    assertThat(dated.resolved().text()).containsPattern("name=\"?churn-" + day);
  }

  private SearchSpace space(String fineTuning) throws IOException {
    return load(BASE, fineTuning).spec().space();
  }

  private SweepConfiguration load(String base, String fineTuning, String... overrides)
      throws IOException {
    Path file = folder.resolve("x.conf");
    Files.writeString(file, base + "\nfine-tuning {\n" + fineTuning + "\n}\n");
    return CONFIGURATIONS.load(file.toString(), List.of(overrides));
  }

  private SweepConfiguration open(String text) throws IOException {
    Path file = folder.resolve("open.conf");
    Files.writeString(file, text);
    return CONFIGURATIONS.loadOpen(file.toString(), List.of());
  }

  private static Value text(String text) {
    return new Value.Text(text);
  }

  private static Value whole(long number) {
    return new Value.Whole(number);
  }

  @Test
  void readsThePointsToTryFirstTheDefaultsAmongThem() throws IOException {
    SweepConfiguration configuration =
        load(
            BASE
                + """
                sweep.try-first = [
                  { dropout = 0.2, optimizer { nesterov { momentum = 0.6 } } },
                  { optimizer = adam, batch-size = 32 },
                  { optimizer { nesterov {} } },
                  { optimizer { adam {} }, dropout = 0.3 },
                  {}
                ]
                """,
            """
            dropout = { uniform = [0, 0.5], default = 0.1 }
            batch-size = { ordinal = [16, 32] }
            optimizer = { choice = [adam, { nesterov { momentum = { uniform = [0.5, 0.9] } } }] }
            """);
    assertThat(configuration.tryFirst().stream().map(Configuration::key))
        .containsExactly(
            "batch-size=16;dropout=0.1;optimizer=\"adam\"",
            "batch-size=16;dropout=0.2;optimizer=\"nesterov\";optimizer.nesterov.momentum=0.6",
            "batch-size=32;dropout=0.1;optimizer=\"adam\"",
            "batch-size=16;dropout=0.1;optimizer=\"nesterov\";optimizer.nesterov.momentum=0.7",
            "batch-size=16;dropout=0.3;optimizer=\"adam\"");
  }

  @Test
  void readsPointsToTryFirstThatAreWrittenAsLists() throws IOException {
    SweepConfiguration configuration =
        load(
            BASE
                + """
                sweep.try-first = [
                  { augmentation = [{ rotate { degrees = 10 } }, { flip {} }, { rotate { degrees = 2 } }] },
                  { augmentation = [{ rotate { degrees = 20 } }], head.hidden = [64] }
                ]
                """,
            """
            augmentation = [
              { rotate { degrees = { uniform = [0, 25] } } }
              { flip { horizontal = 0.5 } }
              { rotate { degrees = { uniform = [0, 5], default = 1 } } }
            ]
            head { hidden = { choice = [[], [64]] } }
            """);
    assertThat(configuration.tryFirst().stream().map(Configuration::key))
        .endsWith(
            "augmentation.rotate-2.degrees=2.0;augmentation.rotate.degrees=10.0;head.hidden=\"[]\"",
            "augmentation.rotate-2.degrees=1.0;augmentation.rotate.degrees=20.0;head.hidden=\"[64]\"");
  }

  @Test
  void takesConstraintsThatHardlyAnyPointMeets() throws IOException {
    String space =
        "l1 = { int = [1, 50] }, l2 = { int = [1, 50] }, weight-decay = { int = [1, 50] }";
    SweepConfiguration configuration =
        load(
            BASE
                + "sweep.require = [\"l1 == l2\", \"l2 == weight-decay\", \"l1 * l2 + l1 == 12\"]\n",
            space);
    assertThat(configuration.spec().space().constraints()).hasSize(3);
  }

  @Test
  void aPointToTryFirstShowsThatConstraintsLeaveOne() throws IOException {
    String whole = "{ int = [2, 100000] }";
    String space = "l1 = %s, l2 = %s, weight-decay = %s".formatted(whole, whole, whole);
    String cubes =
        BASE
            + "sweep.require = [\"l1 * l1 * l1 + l2 * l2 * l2 == weight-decay * weight-decay * weight-decay + 1\"]\n";
    assertThat(
            load(cubes + "sweep.try-first = [{ l1 = 9, l2 = 10, weight-decay = 12 }]\n", space)
                .tryFirst())
        .hasSize(1);
  }

  @Test
  void makesAPointOfSettingsAsFarAsTheSpaceHoldsThem() throws IOException {
    SearchSpace space =
        load(
                BASE + "sweep.require = [\"learning-rate < 0.05\"]\n",
                """
                dropout = { uniform = [0, 0.5], default = 0.1 }
                learning-rate = { log-uniform = [1e-3, 1e-1] }
                batch-size = { ordinal = [16, 32] }
                optimizer = { choice = [adam, { nesterov { momentum = { uniform = [0.5, 0.9] } } }] }
                """)
            .spec()
            .space();
    Map<String, Object> nesterov = Map.of("nesterov", Map.of("momentum", 0.6));

    assertThat(
            FirstPoints.of(
                    space,
                    Settings.of(
                        Map.of("dropout", 0.7, "learning-rate", 0.01, "optimizer", nesterov)))
                .map(Configuration::key))
        .contains(
            "batch-size=16;dropout=0.1;learning-rate=0.01;optimizer=\"nesterov\";"
                + "optimizer.nesterov.momentum=0.6");
    assertThat(FirstPoints.of(space, Settings.of(Map.of("learning-rate", 0.09)))).isEmpty();
    assertThat(FirstPoints.of(space, Settings.of(Map.of("dropout", 0.7, "l1", 1)))).isEmpty();
  }
}
