package io.finesweep.data;

import static io.finesweep.data.Reading.problems;
import static io.finesweep.data.Reading.settings;
import static io.finesweep.data.Reading.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.finesweep.trial.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DataSpecTest {

  @Test
  void readsEveryKeyOfATable() {
    DataSpec.Csv spec =
        (DataSpec.Csv)
            spec(
                "format",
                "csv",
                "path",
                "x.csv",
                "separator",
                "tab",
                "label",
                "y",
                "id",
                "n",
                "group",
                "g",
                "time",
                "t",
                "features",
                List.of("a", "b"),
                "ignore",
                "c",
                "categorical",
                List.of("a"),
                "classes",
                List.of(1, 2),
                "missing",
                "drop",
                "scale",
                "min-max",
                "encode",
                "one-hot",
                "task",
                "classification");
    assertThat(spec.separator()).isEqualTo('\t');
    assertThat(spec.roles()).isEqualTo(new DataSpec.Roles(List.of("y"), "n", "g", "t"));
    assertThat(spec.selection().categorical()).isEqualTo(Map.of("a", List.of()));
    assertThat(spec.treatment())
        .isEqualTo(
            new Treatment(
                Task.CLASSIFICATION,
                List.of("1", "2"),
                MissingValues.DROP,
                new Scaling.MinMax(),
                true,
                Map.of()));
    assertThat(spec.reads("c")).isFalse();
    assertThat(spec.reads("g")).isTrue();
  }

  @Test
  void dividesBytesOfImagesUnlessToldOtherwise() {
    assertThat(spec("format", "images", "path", "x").treatment().scaling())
        .isEqualTo(new Scaling.Divide(255));
    assertThat(spec("format", "images", "path", "x", "scale", "standard").treatment().scaling())
        .isEqualTo(new Scaling.Standard());
  }

  @Test
  void collectsAllProblemsWithTheirWayOut() {
    assertThat(
            problems(
                "format",
                "csv",
                "label",
                "y",
                "lable",
                "z",
                "separator",
                "::",
                "scale",
                "standart",
                "missing",
                "guess",
                "shape",
                List.of(1, 2),
                "features",
                List.of("x", "y"),
                "classes",
                List.of(1),
                "task",
                "regression"))
        .satisfiesExactlyInAnyOrder(
            p -> assertThat(p).contains("'data.path' is missing"),
            p -> assertThat(p).contains("'data.lable' is not a key", "Maybe you meant 'label'"),
            p -> assertThat(p).contains("'data.separator' is '::'"),
            p -> assertThat(p).contains("'standart'", "Maybe you meant 'standard'"),
            p -> assertThat(p).contains("'data.missing' is 'guess'"),
            p -> assertThat(p).contains("'data.shape' is [1, 2]", "three whole numbers"),
            p -> assertThat(p).contains("'data.features' names 'y', which is the label"),
            p -> assertThat(p).contains("'data.classes' keeps the rows of some classes"));
    assertThat(problems("format", "parqet", "path", "x"))
        .containsExactly(
            "'data.format' is 'parqet'; it must be one of parquet, csv, idx, images. Maybe you"
                + " meant 'parquet'.");
    assertThat(problems("path", "x")).hasSize(1).first().asString().contains("data.format");
    assertThat(problems("format", "parquet", "path", "x"))
        .hasSize(1)
        .first()
        .asString()
        .contains("'data.label' is missing");
    assertThat(
            problems(
                "format",
                "idx",
                "images",
                "i",
                "labels",
                "l",
                "size",
                3,
                "scale",
                Map.of("divide", 0)))
        .satisfiesExactlyInAnyOrder(
            p -> assertThat(p).contains("'data.size' is not a key"),
            p -> assertThat(p).contains("'data.scale.divide' is 0", "above 0"));
    assertThat(problems("format", "images", "path", "x", "channels", 2))
        .hasSize(1)
        .first()
        .asString()
        .contains("'data.channels' is 2; it must be 1 (gray) or 3 (red, green, blue).");
    assertThat(problems("format", "idx", "images", "i", "labels", "l", "label", "x")).hasSize(1);
    assertThat(
            problems(
                "format",
                "parquet",
                "path",
                "x",
                "label",
                List.of("a", "b"),
                "task",
                "classification"))
        .hasSize(1)
        .first()
        .asString()
        .contains("only a regression has several outputs");
  }

  @Test
  void readsValidation() {
    assertThat(Reading.validation())
        .isEqualTo(
            new ValidationSpec(
                5,
                1,
                0.2,
                new ValidationSpec.Partition(
                    Choice.AUTO, Choice.AUTO, ValidationSpec.Order.SHUFFLED),
                new ValidationSpec.TestShare(0.2)));
    assertThat(Reading.validation("folds", 3, "repeats", 2).allFolds()).isEqualTo(6);
    assertThat(Reading.validation("test", "t.csv").test())
        .isEqualTo(new ValidationSpec.SeparateTest(new DataOverrides(settings("path", "t.csv"))));
    List<Problem> problems = new ArrayList<>();
    ValidationSpec.read(
        settings(
                "folds",
                0,
                "holdout",
                0.5,
                "order",
                "time",
                "repeats",
                2,
                "stratified",
                true,
                "test",
                1,
                "fold",
                3)
            .section("sweep.validation", problems));
    assertThat(problems.stream().map(Problem::path))
        .containsExactlyInAnyOrder(
            "sweep.validation.folds",
            "sweep.validation.holdout",
            "sweep.validation.repeats",
            "sweep.validation.stratified",
            "sweep.validation.test",
            "sweep.validation.fold");
  }
}
