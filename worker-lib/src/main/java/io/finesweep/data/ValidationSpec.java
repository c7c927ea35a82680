package io.finesweep.data;

import io.finesweep.trial.Section;
import io.finesweep.trial.Section.Range;
import io.finesweep.trial.Settings;
import java.util.Optional;

/**
 * How rows are parted into training, validation and test: the {@code sweep.validation} section.
 *
 * @param folds in one repeat; 1 is a holdout
 * @param repeats how often all rows are parted anew
 * @param holdout the share of the validation rows where there is one fold
 */
public record ValidationSpec(
    int folds, int repeats, double holdout, Partition partition, TestSet test) {

  private static final int FOLDS = 5;

  /** The share of rows that no trial sees where nothing is said of it. */
  private static final double TEST_SHARE = 0.2;

  /**
   * What the parts must respect.
   *
   * @param stratified whether each fold has the classes in the proportions of all; AUTO: with
   *     classes
   * @param grouped whether groups are never parted; AUTO: with {@code data.group}
   */
  public record Partition(Choice stratified, Choice grouped, Order order) {}

  /** How rows are ordered before they are parted. */
  public enum Order {
    /** By a hash of their keys. */
    SHUFFLED,
    /** By time: each fold validates on what comes after all that it trains on. */
    TIME
  }

  /** Where the rows come from that no trial ever sees. */
  public sealed interface TestSet {}

  /** There are none. */
  public record NoTest() implements TestSet {}

  /** A share of the data, chosen by a hash of the rows' keys. */
  public record TestShare(double share) implements TestSet {}

  /** Data of their own. */
  public record SeparateTest(DataOverrides overrides) implements TestSet {}

  /** Reads the section; what is wrong is added to its problems. */
  public static ValidationSpec read(Section section) {
    return read(section, FOLDS);
  }

  /** The same where there are no rows to part, so that there is one fold if no more are set. */
  public static ValidationSpec readWithoutRows(Section section) {
    return read(section, 1);
  }

  private static ValidationSpec read(Section section, int usual) {
    int folds = section.integer("folds", usual, Range.atLeast(1));
    int repeats = section.integer("repeats", 1, Range.atLeast(1));
    Order order = section.option("order", Order.SHUFFLED);
    double holdout = section.number("holdout", 0.2, new Range(0, false, 1, false));
    if (section.has("holdout") && folds > 1) {
      section.problem(
          "holdout",
          "'%s' is set, but there are %d folds; a holdout is one fold."
              .formatted(section.path("holdout"), folds),
          "Maybe set folds = 1, or leave out holdout.");
    }
    if (order == Order.TIME && repeats > 1) {
      section.problem(
          "repeats",
          "'%s' is %d, but rows in order of time can be parted in one way only."
              .formatted(section.path("repeats"), repeats),
          "Maybe leave out repeats, or set order = shuffled.");
    }
    Partition partition =
        new Partition(choice(section, "stratified"), choice(section, "grouped"), order);
    if (order == Order.TIME && partition.stratified() == Choice.YES) {
      section.problem(
          "stratified",
          "'" + section.path("stratified") + "' is true, but order is time.",
          "Maybe leave out stratified: in order of time, classes fall as they come.");
    }
    ValidationSpec spec = new ValidationSpec(folds, repeats, holdout, partition, test(section));
    section.end();
    return spec;
  }

  /** How many folds there are in all repeats together. */
  public int allFolds() {
    return folds * repeats;
  }

  /** The settings of a test set's own data, {@code data} being those of the others. */
  public Optional<Settings> testData(Settings data) {
    return test instanceof SeparateTest separate
        ? Optional.of(separate.overrides().over(data))
        : Optional.empty();
  }

  private static Choice choice(Section section, String key) {
    if (!section.has(key)) {
      return Choice.AUTO;
    }
    return section.flag(key, true) ? Choice.YES : Choice.NO;
  }

  private static TestSet test(Section section) {
    Optional<DataOverrides> own = DataOverrides.at("test", section);
    if (own.isPresent()) {
      return new SeparateTest(own.get());
    }
    double share = section.number("test", TEST_SHARE, Range.BELOW_ONE);
    return share == 0 ? new NoTest() : new TestShare(share);
  }
}
