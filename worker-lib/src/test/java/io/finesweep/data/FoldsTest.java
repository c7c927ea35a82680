package io.finesweep.data;

import static io.finesweep.data.Reading.csv;
import static io.finesweep.data.Reading.validation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.finesweep.trial.Seeds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FoldsTest {

  private static final Seeds SEEDS = new Seeds(7);

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 10})
  void coverAllRowsOnceAndNeverOverlap(int folds) throws IOException {
    Dataset data = csv(folder, rows(0, 137), "label", "label", "ignore", List.of("n", "g", "t"));
    Split split = Folds.of(data, validation("folds", folds), SEEDS);
    assertThat(split.folds()).hasSize(folds);
    assertThat(sorted(split.test(), split.training())).isEqualTo(range(137));
    assertThat(sorted(split.folds().stream().map(Fold::validation).toArray(int[][]::new)))
        .isEqualTo(split.training());
    for (Fold fold : split.folds()) {
      assertThat(sorted(fold.training(), fold.validation())).isEqualTo(split.training());
    }
  }

  @Test
  void holdTheClassesInProportionWithinOneRow() throws IOException {
    Dataset data = csv(folder, rows(0, 200), "label", "label", "ignore", List.of("n", "g", "t"));
    Split split = Folds.of(data, validation("folds", 4), SEEDS);
    int[] labels = ((Targets.Classes) data.targets()).labels();
    for (int label = 0; label < 3; label++) {
      int wanted = label;
      int total = (int) Arrays.stream(split.training()).filter(r -> labels[r] == wanted).count();
      for (Fold fold : split.folds()) {
        long count = Arrays.stream(fold.validation()).filter(r -> labels[r] == wanted).count();
        assertThat(count).isBetween((long) total / 4, (long) total / 4 + 1);
      }
    }
  }

  @Test
  void repeatWithOtherPartsAndCountOn() throws IOException {
    Dataset data = csv(folder, rows(0, 60), "label", "label", "ignore", List.of("n", "g", "t"));
    Split split = Folds.of(data, validation("folds", 3, "repeats", 2), SEEDS);
    assertThat(split.folds().stream().map(Fold::index)).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(split.folds().get(0).validation()).isNotEqualTo(split.folds().get(3).validation());
    assertThat(
            sorted(
                split.folds().subList(3, 6).stream().map(Fold::validation).toArray(int[][]::new)))
        .isEqualTo(split.training());
  }

  @Test
  void neverPartGroups() throws IOException {
    Dataset data =
        csv(folder, rows(0, 300), "label", "label", "group", "g", "ignore", List.of("n", "t"));
    Split split = Folds.of(data, validation("folds", 4), SEEDS);
    long[] groups = data.identity().groups().orElseThrow();
    assertThat(values(groups, split.test()))
        .doesNotContainAnyElementsOf(values(groups, split.training()));
    for (Fold fold : split.folds()) {
      assertThat(fold.validation()).isNotEmpty();
      assertThat(values(groups, fold.validation()))
          .doesNotContainAnyElementsOf(values(groups, fold.training()));
    }
  }

  @Test
  void neverLookAheadInOrderOfTime() throws IOException {
    Dataset data =
        csv(folder, rows(0, 101), "label", "label", "time", "t", "ignore", List.of("n", "g"));
    Split split = Folds.of(data, validation("folds", 4, "order", "time"), SEEDS);
    double[] times = data.identity().times().orElseThrow();
    assertThat(split.folds()).hasSize(4);
    for (Fold fold : split.folds()) {
      assertThat(latest(times, fold.training())).isLessThan(earliest(times, fold.validation()));
      assertThat(latest(times, fold.validation())).isLessThan(earliest(times, split.test()));
    }
    Split holdout = Folds.of(data, validation("folds", 1, "holdout", 0.25, "order", "time"), SEEDS);
    Fold only = holdout.folds().get(0);
    assertThat(latest(times, only.training())).isLessThan(earliest(times, only.validation()));
  }

  @Test
  void keepTestRowsWhenDataAreAddedOrReorderedOrTheSeedChanges() throws IOException {
    Object[] more = {"label", "label", "id", "n", "ignore", List.of("g", "t")};
    Dataset small = csv(folder, rows(0, 200), more);
    Dataset large = csv(folder, rows(100, 200) + tail(rows(0, 100)) + tail(rows(200, 300)), more);
    Set<Long> smallTest =
        values(small.identity().keys(), Folds.of(small, validation(), SEEDS).test());
    Set<Long> largeTest =
        values(large.identity().keys(), Folds.of(large, validation(), new Seeds(8)).test());
    Set<Long> known = values(small.identity().keys(), range(200));
    assertThat(largeTest.stream().filter(known::contains).collect(Collectors.toSet()))
        .isEqualTo(smallTest);
    assertThat(smallTest).hasSizeBetween(25, 55);
  }

  @Test
  void keepRowsOfOneContentTogether() throws IOException {
    String lines = rows(0, 100) + tail(rows(0, 100));
    Dataset data = csv(folder, lines, "label", "label", "ignore", List.of("g", "t"));
    assertThat(data.description().duplicates()).isEqualTo(100);
    Split split = Folds.of(data, validation("folds", 3), SEEDS);
    long[] keys = data.identity().keys();
    assertThat(values(keys, split.test()))
        .doesNotContainAnyElementsOf(values(keys, split.training()));
    for (Fold fold : split.folds()) {
      assertThat(values(keys, fold.validation()))
          .doesNotContainAnyElementsOf(values(keys, fold.training()));
    }
  }

  @Test
  void doNotDependOnTheOrderOfRows() throws IOException {
    Object[] more = {"label", "label", "id", "n", "ignore", List.of("g", "t")};
    Dataset data = csv(folder, rows(0, 90), more);
    Dataset other = csv(folder, rows(45, 90) + tail(rows(0, 45)), more);
    for (int fold = 0; fold < 3; fold++) {
      assertThat(values(data.identity().keys(), validationRows(data, fold)))
          .isEqualTo(values(other.identity().keys(), validationRows(other, fold)));
    }
  }

  @Test
  void holdOutAShareOfEachClass() throws IOException {
    Dataset data = csv(folder, rows(0, 300), "label", "label", "ignore", List.of("n", "g", "t"));
    Split split = Folds.of(data, validation("folds", 1, "holdout", 0.3, "test", 0), SEEDS);
    assertThat(split.test()).isEmpty();
    int[] labels = ((Targets.Classes) data.targets()).labels();
    for (int label = 0; label < 3; label++) {
      int wanted = label;
      long count =
          Arrays.stream(split.folds().get(0).validation()).filter(r -> labels[r] == wanted).count();
      assertThat(count).isBetween(29L, 31L);
    }
    Fold slice = Folds.holdout(data, split.training(), 0.1, validation(), SEEDS);
    assertThat(slice.validation()).hasSizeBetween(27, 33);
    assertThat(sorted(slice.training(), slice.validation())).isEqualTo(split.training());
  }

  @Test
  void sayWhatDoesNotSuffice() throws IOException {
    Dataset rare = csv(folder, "x,label\n1,a\n2,a\n3,a\n4,b\n", "label", "label");
    fails(rare, validation("folds", 2, "test", 0), "The class 'b' has 1 rows", "data.classes");
    Dataset few =
        csv(folder, "x,g,label\n1,p,0.5\n2,p,1.5\n3,q,2.5\n", "label", "label", "group", "g");
    fails(few, validation("folds", 3, "test", 0), "2 groups, too few for 3 folds");
    fails(few, validation("order", "time"), "the data have no times", "data.time");
    fails(few, validation("stratified", true, "test", 0), "the task is a regression");
    fails(rare, validation("grouped", true), "the data have no groups");
    Dataset tied =
        csv(folder, "x,t,label\n1,1,0.5\n2,1,1.5\n3,2,2.5\n", "label", "label", "time", "t");
    fails(
        tied, validation("order", "time", "folds", 3, "test", 0), "3 rows with 2 different times");
    fails(
        rare,
        validation("test", 0, "folds", 1, "holdout", 0.01, "stratified", false),
        "no row to validate on");
    fails(rare, validation("test", 0.0001), "none fall into the test set");
  }

  @Test
  void spreadAClassThatIsRarerThanTheFolds() throws IOException {
    String lines =
        "x,label\n"
            + IntStream.range(0, 20)
                .mapToObj(i -> i + (i < 2 ? ",b\n" : ",a\n"))
                .collect(Collectors.joining());
    Dataset data = csv(folder, lines, "label", "label");
    Split split = Folds.of(data, validation("folds", 4, "test", 0), SEEDS);
    int[] labels = ((Targets.Classes) data.targets()).labels();
    assertThat(
            split.folds().stream()
                .map(f -> Arrays.stream(f.validation()).filter(r -> labels[r] == 1).count()))
        .containsExactlyInAnyOrder(0L, 0L, 1L, 1L);
    assertThat(split.folds().stream().map(f -> f.validation().length)).containsOnly(5);
  }

  @Test
  void takeATestSetOfItsOwnPath() throws IOException {
    DataSpec spec =
        Reading.csvSpec(folder, rows(0, 50), "label", "label", "ignore", List.of("n", "g", "t"));
    ValidationSpec validation = validation("test", Map.of("path", "other.csv"));
    assertThat(
            validation
                .testData(Reading.settings("path", "table.csv", "format", "csv"))
                .orElseThrow()
                .tree())
        .containsEntry("path", "other.csv")
        .containsEntry("format", "csv");
    Dataset data = Datasets.loadWithTest(spec, spec, new org.apache.hadoop.conf.Configuration());
    Split split = Folds.of(data, validation, SEEDS);
    assertThat(split.test()).isEqualTo(IntStream.range(50, 100).toArray());
    assertThat(split.training()).isEqualTo(range(50));
    Split alone = Folds.of(Reading.load(spec), validation, SEEDS);
    assertThat(alone.test()).isEmpty();
    assertThat(alone.folds().get(2).validation()).isEqualTo(split.folds().get(2).validation());
  }

  private int[] validationRows(Dataset data, int fold) {
    return Folds.of(data, validation("folds", 3), SEEDS).folds().get(fold).validation();
  }

  private static void fails(Dataset data, ValidationSpec spec, String... fragments) {
    assertThatThrownBy(() -> Folds.of(data, spec, SEEDS))
        .isInstanceOf(InvalidData.class)
        .hasMessageContainingAll(fragments);
  }

  /** Rows with different numbers, 29 groups, times with ties and three classes. */
  private static String rows(int from, int to) {
    return "n,x,g,t,label\n"
        + IntStream.range(from, to)
            .mapToObj(
                i ->
                    "%d,%s,g%d,%d,%s\n"
                        .formatted(
                            i, Math.sin(i), i * 7 % 29, (i * 37 % 101) / 2, "abc".charAt(i % 3)))
            .collect(Collectors.joining());
  }

  private static String tail(String table) {
    return table.substring(table.indexOf('\n') + 1);
  }

  private static int[] range(int size) {
    return IntStream.range(0, size).toArray();
  }

  private static int[] sorted(int[]... parts) {
    return Arrays.stream(parts).flatMapToInt(Arrays::stream).sorted().toArray();
  }

  private static Set<Long> values(long[] of, int[] rows) {
    Set<Long> values = new HashSet<>();
    Arrays.stream(rows).forEach(row -> values.add(of[row]));
    return values;
  }

  private static double latest(double[] times, int[] rows) {
    return Arrays.stream(rows).mapToDouble(row -> times[row]).max().orElseThrow();
  }

  private static double earliest(double[] times, int[] rows) {
    return Arrays.stream(rows).mapToDouble(row -> times[row]).min().orElseThrow();
  }
}
