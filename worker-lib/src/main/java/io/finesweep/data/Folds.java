package io.finesweep.data;

import io.finesweep.data.ValidationSpec.Order;
import io.finesweep.data.ValidationSpec.SeparateTest;
import io.finesweep.data.ValidationSpec.TestShare;
import io.finesweep.trial.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Parts the rows of a data set. What a row falls to depends on its key, its group or its time, and
 * on the other rows, but not on their order.
 */
public final class Folds {

  /** Keeps the hash that chooses test rows apart from every other use of a key. */
  private static final long TEST = 0x7E57_5E75L;

  private final Dataset data;
  private final ValidationSpec spec;
  private final boolean byTime;

  private Folds(Dataset data, ValidationSpec spec) {
    this.data = data;
    this.spec = spec;
    this.byTime = spec.partition().order() == Order.TIME;
  }

  /**
   * Parts {@code data}. The test set does not depend on the seeds.
   *
   * @throws InvalidData if the rows do not suffice; the message is for the user
   */
  public static Split of(Dataset data, ValidationSpec spec, Seeds seeds) {
    return new Folds(data, spec).split(seeds);
  }

  /**
   * A part of {@code rows} to watch training by, chosen like a fold: the latest in order of time.
   *
   * @param share of the rows that go to validation
   * @throws InvalidData if the rows do not suffice
   */
  public static Fold holdout(
      Dataset data, int[] rows, double share, ValidationSpec spec, Seeds seeds) {
    ValidationSpec holdout = new ValidationSpec(1, 1, share, spec.partition(), spec.test());
    return new Folds(data, holdout).folds(rows, seeds, "holdout").get(0);
  }

  private Split split(Seeds seeds) {
    if (byTime) {
      requireTimeFits();
    } else if (grouped() && data.identity().groups().isEmpty()) {
      throw new InvalidData(
          "sweep.validation.grouped is true, but the data have no groups.\n"
              + "Maybe name their column in data.group.");
    }
    int[] own = IntStream.range(0, data.size() - data.separateTestRows()).toArray();
    int[] test = test(own);
    boolean[] kept = new boolean[data.size()];
    Arrays.fill(kept, 0, own.length, true);
    Arrays.stream(test).forEach(row -> kept[row] = false);
    int[] training = IntStream.range(0, own.length).filter(row -> kept[row]).toArray();
    if (!byTime && stratified()) {
      requireClasses(training);
    }
    return new Split(test, training, folds(training, seeds, "folds"));
  }

  private void requireTimeFits() {
    if (data.identity().times().isEmpty()) {
      throw new InvalidData(
          "sweep.validation.order is time, but the data have no times.\n"
              + "Maybe name their column in data.time.");
    }
    if (grouped()) {
      throw new InvalidData(
          "sweep.validation.order is time, but rows are grouped: a group that lasts would be"
              + " parted by time.\nMaybe set sweep.validation.grouped = false.");
    }
  }

  private int[] test(int[] own) {
    if (spec.test() instanceof SeparateTest) {
      return IntStream.range(own.length, data.size()).toArray();
    } else if (!(spec.test() instanceof TestShare)) {
      return new int[0];
    }
    double share = ((TestShare) spec.test()).share();
    int[] test =
        byTime
            ? new TimeOrder(own, times()).latest(share)
            : Arrays.stream(own).filter(row -> testHash(row) < share).toArray();
    if (test.length == 0 || test.length == own.length) {
      throw new InvalidData(
          "sweep.validation.test is %s, and of %d rows %s fall into the test set; a row's key, group or time decides.\nMaybe set another share, or give the test set a path of its own."
              .formatted(share, own.length, test.length == 0 ? "none" : "all"));
    }
    return test;
  }

  private double testHash(int row) {
    return Hashes.share(Hashes.combine(TEST, units()[row]));
  }

  private List<Fold> folds(int[] rows, Seeds seeds, String purpose) {
    if (byTime) {
      TimeOrder order = new TimeOrder(rows, times());
      return spec.folds() > 1 ? order.growing(spec.folds()) : List.of(latest(order, rows));
    }
    Units units = new Units(rows, units(), strata());
    if (units.size() < Math.max(2, spec.folds())) {
      throw new InvalidData(
          "%d rows outside the test set make %d %s, too few for %d folds.\nMaybe set fewer folds."
              .formatted(
                  rows.length,
                  units.size(),
                  grouped() ? "groups" : "different rows",
                  spec.folds()));
    }
    List<Fold> folds = new ArrayList<>();
    for (int repeat = 0; repeat < spec.repeats(); repeat++) {
      List<int[]> parts = units.spread(shares(), seeds.seed(purpose, repeat));
      for (int part = 0; part < spec.folds(); part++) {
        folds.add(new Fold(folds.size(), without(rows, parts.get(part)), parts.get(part)));
      }
    }
    if (folds.stream().anyMatch(fold -> fold.validation().length == 0)) {
      throw new InvalidData(
          "A holdout of %s leaves no row to validate on, of %d rows.\nMaybe set a larger holdout."
              .formatted(spec.holdout(), rows.length));
    }
    return folds;
  }

  private static int[] without(int[] rows, int[] left) {
    return Arrays.stream(rows).filter(row -> Arrays.binarySearch(left, row) < 0).toArray();
  }

  private Fold latest(TimeOrder order, int[] rows) {
    int[] validation = order.latest(spec.holdout());
    int[] training = without(rows, validation);
    if (validation.length == 0 || training.length == 0) {
      throw new InvalidData(
          "%d rows cannot be parted by time at a holdout of %s; rows of one time stay together.\nMaybe set another holdout."
              .formatted(rows.length, spec.holdout()));
    }
    return new Fold(0, training, validation);
  }

  private double[] shares() {
    if (spec.folds() == 1) {
      return new double[] {spec.holdout(), 1 - spec.holdout()};
    }
    double[] shares = new double[spec.folds()];
    Arrays.fill(shares, 1.0 / spec.folds());
    return shares;
  }

  private void requireClasses(int[] rows) {
    int[] strata = strata();
    List<String> names = data.targets().names();
    int[] counts = new int[names.size()];
    for (int row : rows) {
      counts[strata[row]]++;
    }
    for (int name = 0; name < counts.length; name++) {
      if (counts[name] < 2) {
        throw new InvalidData(
            "The class '%s' has %d rows outside the test set; stratified folds need at least 2.\nMaybe name the classes to keep in data.classes, or set sweep.validation.stratified = false."
                .formatted(names.get(name), counts[name]));
      }
    }
  }

  private int[] strata() {
    return stratified() && data.targets() instanceof Targets.Classes classes
        ? classes.labels()
        : new int[data.size()];
  }

  private boolean stratified() {
    boolean classes = data.targets() instanceof Targets.Classes;
    if (spec.partition().stratified() == Choice.YES && !classes) {
      throw new InvalidData(
          "sweep.validation.stratified is true, but the task is a regression, which has no"
              + " classes.\nMaybe leave out stratified.");
    }
    return classes && spec.partition().stratified() != Choice.NO;
  }

  private boolean grouped() {
    return switch (spec.partition().grouped()) {
      case YES -> true;
      case NO -> false;
      case AUTO -> data.identity().groups().isPresent();
    };
  }

  /** What is never parted: the group of each row, else its key. */
  private long[] units() {
    return grouped() ? data.identity().groups().orElseThrow() : data.identity().keys();
  }

  private double[] times() {
    return data.identity().times().orElseThrow();
  }
}
