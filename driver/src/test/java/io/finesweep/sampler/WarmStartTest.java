package io.finesweep.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import io.finesweep.history.Event;
import io.finesweep.history.Histories;
import io.finesweep.history.History;
import io.finesweep.history.PastSweep;
import io.finesweep.metric.Goal;
import io.finesweep.space.SearchSpace;
import io.finesweep.space.Spaces;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What earlier sweeps are worth to samplers that learn, and what they may cost. */
class WarmStartTest {

  private static final SearchSpace SPACE =
      Spaces.space(Spaces.real("x", 0, 1), Spaces.real("y", 0, 1), Spaces.real("z", 0, 1));

  static Stream<Sampler> learning() {
    return Stream.of(
        new Tpe(SPACE, SamplerContract.SEEDS),
        new GaussianProcess(SPACE, SamplerContract.SEEDS),
        new Auto(SPACE, SamplerContract.SEEDS));
  }

  private static double number(Configuration point, String path) {
    return ((Value.Real) point.value(path).orElseThrow()).number();
  }

  private static double bowl(Configuration point) {
    return Math.pow(number(point, "x") - 0.3, 2)
        + 2 * Math.pow(number(point, "y") - 0.8, 2)
        + Math.pow(number(point, "z") - 0.55, 2);
  }

  /** An earlier sweep over points drawn at random. */
  private static PastSweep past(ToDoubleFunction<Configuration> loss) {
    RandomGenerator random = SamplerContract.SEEDS.generator("past");
    List<PastSweep.Result> results = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      Configuration point = SPACE.draw(random);
      results.add(new PastSweep.Result(point, loss.applyAsDouble(point), 0));
    }
    return new PastSweep("yesterday", results);
  }

  private static Histories after(PastSweep... past) {
    List<PastSweep> all = List.of(past);
    return Histories.of(Goal.MINIMIZE, 1, 1)
        .record(new Event.Recalled(Portfolio.of(all, SPACE), all));
  }

  private static double lowest(Sampler sampler, Histories writer, int trials) {
    Sampler first = new TryFirst(List.of(), sampler);
    double lowest = Double.POSITIVE_INFINITY;
    while (writer.history().trials().size() < trials) {
      Configuration point = SamplerContract.next(first, writer.history()).orElseThrow();
      writer.trial(point, bowl(point));
      lowest = Math.min(lowest, bowl(point));
    }
    return lowest;
  }

  @ParameterizedTest
  @MethodSource("learning")
  void aPastThatIsAlikeLeadsToGoodPointsFromTheBeginning(Sampler sampler) {
    Histories cold = Histories.of(Goal.MINIMIZE, 1, 1);
    lowest(sampler, cold, 16);
    Histories warm = after(past(point -> 5 * bowl(point) + 3));
    lowest(sampler, warm, 16);
    assertThat(mean(warm.history())).isLessThan(0.7 * mean(cold.history()));
  }

  private static double mean(History history) {
    return history.trials().stream()
        .mapToDouble(trial -> bowl(trial.configuration()))
        .average()
        .orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("learning")
  void aPastThatIsTheOtherWayRoundHasNoSayFromTheTenthResultOn(Sampler sampler) {
    Histories warm = after(past(point -> -bowl(point)));
    lowest(sampler, warm, 10);
    Histories cold = Histories.of(Goal.MINIMIZE, 1, 1);
    for (int number = 0; number < 25; number++) {
      Configuration point = SamplerContract.next(sampler, warm.history()).orElseThrow();
      if (number < 10) {
        point = warm.history().trial(number).configuration();
      } else {
        // The very same point that a sweep without a past would try after these trials.
        assertThat(SamplerContract.next(sampler, cold.history())).contains(point);
        warm.trial(point, bowl(point));
      }
      cold.trial(point, bowl(point));
    }
  }

  @ParameterizedTest
  @MethodSource("learning")
  void aPastThatMisleadsCostsTenTrialsAtMost(Sampler sampler) {
    double cold = lowest(sampler, Histories.of(Goal.MINIMIZE, 1, 1), 30);
    double warm = lowest(sampler, after(past(point -> -bowl(point))), 40);
    assertThat(warm).isLessThanOrEqualTo(Math.max(cold, 1e-3));
  }

  @Test
  void theFirstPointsAreGoodInAllEarlierSweepsTogether() {
    PastSweep left = past(point -> Math.pow(number(point, "x") - 0.1, 2));
    PastSweep right = past(point -> Math.pow(number(point, "x") - 0.9, 2));
    List<Configuration> points = Portfolio.of(List.of(left, right), SPACE);
    assertThat(points).hasSize(3).doesNotHaveDuplicates();
    assertThat(points.stream().mapToDouble(point -> number(point, "x")).min().orElseThrow())
        .isLessThan(0.25);
    assertThat(points.stream().mapToDouble(point -> number(point, "x")).max().orElseThrow())
        .isGreaterThan(0.75);
    assertThat(Portfolio.of(List.of(), SPACE)).isEmpty();
  }

  @Test
  void aSourceThatOrdersResultsAsTheyCameHasMoreToSayThanOneThatDoesNot() {
    Encoding encoding = new Encoding(SPACE);
    Source alike = Source.of(past(WarmStartTest::bowl), encoding);
    Source other = Source.of(past(point -> number(point, "z") - number(point, "x")), encoding);
    History history = Histories.of(Goal.MINIMIZE, 1, 1).history();
    assertThat(history.recalled()).isEqualTo(Event.Recalled.NOTHING);
    RandomGenerator random = SamplerContract.SEEDS.generator("today");
    double[][] points = new double[12][];
    double[] values = new double[12];
    for (int i = 0; i < 12; i++) {
      Configuration point = SPACE.draw(random);
      points[i] = encoding.encoded(point);
      values[i] = bowl(point);
    }
    Sample sample =
        new Sample(points, Outputs.of(values).values(), new double[12], encoding.nominal());
    Covariance covariance = new Covariance(new Fits(3).to(sample), encoding.nominal());
    Blend blend = Transfer.of(covariance, sample, List.of(alike, other));
    assertThat(blend.own() + blend.others().stream().mapToDouble(Blend.Voice::weight).sum())
        .isCloseTo(1, org.assertj.core.api.Assertions.within(1e-9));
    assertThat(blend.others()).isNotEmpty();
    assertThat(blend.others().get(0).posterior()).isSameAs(alike.posterior());
    assertThat(blend.others().get(0).weight()).isGreaterThan(0.4);
  }

  @Test
  void theSlopesOfABlendAreThoseOfItsMean() {
    Encoding encoding = new Encoding(SPACE);
    Source source = Source.of(past(WarmStartTest::bowl), encoding);
    Posterior own = Source.of(past(point -> number(point, "z")), encoding).posterior();
    Surface surface =
        new Surface(
            own,
            new Blend(0.4, List.of(new Blend.Voice(source.posterior(), 0.6))),
            new Acquisition.LogImprovement(0.5, 0.7),
            Borders.of(encoding));
    double[] point = {0.21, 0.43, 0.77};
    double[] slopes = new double[3];
    surface.at(point, slopes);
    for (int j = 0; j < 3; j++) {
      double[] before = point.clone();
      double[] behind = point.clone();
      before[j] -= 1e-6;
      behind[j] += 1e-6;
      double slope = (surface.at(own.view(behind)) - surface.at(own.view(before))) / 2e-6;
      assertThat(slopes[j]).isCloseTo(slope, org.assertj.core.api.Assertions.within(1e-4));
    }
  }
}
