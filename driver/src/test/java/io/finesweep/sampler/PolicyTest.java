package io.finesweep.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import io.finesweep.sampler.Acquisition.LogImprovement;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PolicyTest {

  private final RandomGenerator random = Samples.random(1);
  private final Posterior posterior =
      new Posterior(
          new Covariance(Samples.logs(random), Samples.NOMINAL),
          Samples.sample(20, 1),
          new double[0][]);
  private final List<double[]> points = Arrays.asList(Samples.points(5, random));

  private Acquisition first(int running, boolean wide) {
    return new Policy(posterior, running, wide).first(points, random);
  }

  @Test
  void withNothingRunningExpectsAnImprovementOnTheBest() {
    assertThat(first(0, false))
        .isInstanceOfSatisfying(
            LogImprovement.class, a -> assertThat(a.best()).isEqualTo(posterior.best()));
  }

  @Test
  void aWiderLookHopesForMoreFromWhatIsNotKnown() {
    assertThat(unknownOverKnown(first(0, true))).isGreaterThan(unknownOverKnown(first(0, false)));
  }

  /** How much more a point far off that is expected to be worse counts than one beside the best. */
  private double unknownOverKnown(Acquisition acquisition) {
    double best = posterior.best();
    return acquisition.at(best + 1, 1).value() - acquisition.at(best, 0.1).value();
  }

  @Test
  void withManyRunningMostlyExplores() {
    List<Acquisition> chosen = Stream.generate(() -> first(32, false)).limit(40).toList();
    assertThat(chosen).filteredOn(Acquisition.Exploration.class::isInstance).hasSizeGreaterThan(20);
    assertThat(chosen).filteredOn(LogImprovement.class::isInstance).isNotEmpty();
  }
}
