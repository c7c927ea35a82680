package io.finesweep.cli;

import io.finesweep.data.ValidationSpec;
import io.finesweep.trial.Experiment;
import java.util.ArrayList;

/**
 * Which rows a model was never trained on, as a rule that outlives the data.
 *
 * @param unit what is never parted: {@code group COLUMN}, {@code id COLUMN} or {@code content}
 * @param share of the rows, chosen by a hash of their unit; 0 where the test set is no such share
 * @param separate the test set's own data, as they are configured; empty where it has none
 */
record TestRule(String unit, double share, String separate) {

  /** The rule of an experiment; its share is 0 and nothing separate where it has no lasting one. */
  static TestRule of(Experiment experiment) {
    ValidationSpec validation =
        ValidationSpec.read(experiment.validation().section("sweep.validation", new ArrayList<>()));
    if (validation.test() instanceof ValidationSpec.SeparateTest separate) {
      return new TestRule("", 0, separate.overrides().settings().tree().toString());
    }
    boolean lasts = validation.partition().order() != ValidationSpec.Order.TIME;
    double share =
        lasts && validation.test() instanceof ValidationSpec.TestShare test ? test.share() : 0;
    return new TestRule(unit(experiment), share, "");
  }

  private static String unit(Experiment experiment) {
    Object group = experiment.data().tree().get("group");
    Object id = experiment.data().tree().get("id");
    return group != null ? "group " + group : id != null ? "id " + id : "content";
  }

  /** Whether a model with {@code other} as its rule never saw the test rows of this one. */
  boolean isKeptBy(TestRule other) {
    if (!separate.isEmpty()) {
      return separate.equals(other.separate);
    }
    // The rows with the lowest hashes are the test set: a larger one holds a smaller one.
    return share > 0 && unit.equals(other.unit) && other.share >= share;
  }
}
