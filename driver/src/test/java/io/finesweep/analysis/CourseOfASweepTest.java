package io.finesweep.analysis;

import static io.finesweep.analysis.Sweeps.point;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.finesweep.history.Event;
import io.finesweep.history.Histories;
import io.finesweep.metric.Goal;
import io.finesweep.metric.Metrics;
import io.finesweep.metric.Span;
import io.finesweep.space.Spaces;
import io.finesweep.trial.EpochScore;
import io.finesweep.trial.FoldResult;
import io.finesweep.trial.RunId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What the events tell of a sweep's course: best so far, slots, learning curves, edges. */
class CourseOfASweepTest {

  @Test
  void theBestSoFarPrefersWhatWasTrainedFurther() {
    Sweeps sweep = new Sweeps(Goal.MAXIMIZE, 1, 9);
    sweep.start(point(0)).assign(0, 0, 3).finish(0, 0, 3, Histories.scored(.8));
    sweep.start(point(1)).assign(1, 0, 3).finish(1, 0, 3, Histories.scored(.7));
    RunId further = new RunId(1, 0, 9);
    sweep.record(new Event.Assigned(further, 1, 6));
    sweep.record(new Event.Finished(further, 1, Histories.scored(.75)));

    Progression progression = Progression.of(sweep.history(), sweep.events());

    assertThat(progression.steps()).extracting(Progression.Step::trial).containsExactly(0, 1);
    assertThat(progression.steps()).extracting(Progression.Step::value).containsExactly(.8, .75);
    assertThat(progression.ended()).containsEntry(0, 3000L).containsEntry(1, 8000L);
  }

  @Test
  void theBestSoFarLeavesOutWhatFailedLater() {
    Sweeps sweep = new Sweeps(Goal.MAXIMIZE, 2, 3);
    sweep.start(point(0)).assign(0, 0, 3).finish(0, 0, 3, Histories.scored(.9));
    sweep.assign(0, 1, 3).finish(0, 1, 3, Histories.failed("no memory"));
    sweep.trial(point(1), .5, .6);

    assertThat(Progression.of(sweep.history(), sweep.events()).steps())
        .extracting(Progression.Step::trial)
        .containsOnly(1);
  }

  @Test
  void runsTakeTheLowestFreeLane() {
    Sweeps sweep = new Sweeps(Goal.MAXIMIZE, 3, 3).start(point(0));
    sweep.assign(0, 0, 3).assign(0, 1, 3); // after 2 s and 3 s
    sweep.finish(0, 0, 3, Histories.scored(1)); // 4 s
    sweep.assign(0, 2, 3); // 5 s
    sweep.record(new Event.Lost(new RunId(0, 1, 3), 0, "gone", Event.Blame.SOMETHING_ELSE)); // 6 s
    sweep.finish(0, 2, 3, Histories.diverged()); // 7 s

    Occupancy occupancy = Occupancy.of(sweep.events());

    assertThat(occupancy.runs()).extracting(Occupancy.Run::lane).containsExactly(0, 1, 0);
    assertThat(occupancy.runs())
        .extracting(Occupancy.Run::end)
        .containsExactly(Occupancy.End.SCORED, Occupancy.End.LOST, Occupancy.End.BROKEN);
    assertThat(occupancy.lost()).isEqualTo(1);
    assertThat(occupancy.most()).isEqualTo(2);
    assertThat(occupancy.mean()).isCloseTo((1 + 2 + 1 + 2 + 1) / 5.0, within(1e-12));
    assertThat(occupancy.means(7)).containsExactly(0, 0, 1, 2, 1, 2, 1);
  }

  @Test
  void aLearningCurveIsTheMeanOverTheFoldsThatSawTheEpoch() {
    Sweeps sweep = new Sweeps(Goal.MAXIMIZE, 2, 2).start(point(0)).start(point(1));
    sweep.assign(0, 0, 2).finish(0, 0, 2, learned(.2, .6));
    sweep.assign(0, 1, 2).finish(0, 1, 2, learned(.4, .8));

    List<LearningCurve> curves = LearningCurve.of(sweep.events(), List.of(1, 0), "score");

    assertThat(curves).extracting(LearningCurve::trial).containsExactly(0);
    assertThat(curves.get(0).points()).extracting(LearningCurve.Point::epoch).containsExactly(1, 2);
    assertThat(curves.get(0).points().get(0).value()).isCloseTo(.3, within(1e-12));
    assertThat(curves.get(0).points().get(1).value()).isCloseTo(.7, within(1e-12));
    assertThat(curves.get(0).points().get(1).folds()).isEqualTo(2);
  }

  private static FoldResult learned(double first, double second) {
    return new FoldResult.Scored(
        List.of(epoch(1, first), epoch(2, second)),
        new TreeMap<>(Map.of("score", second)),
        FoldResult.Artifacts.NONE,
        Histories.USAGE);
  }

  private static EpochScore epoch(int epoch, double score) {
    return new EpochScore(epoch, 1 - score, new TreeMap<>(Map.of("score", score)), 10);
  }

  @Test
  void namesTheEndOfARangeWhereTheBestCrowd() {
    Sweeps sweep = new Sweeps(Goal.MAXIMIZE, 1, 3);
    sweep.trial(point(.99), 5).trial(point(.97), 4).trial(point(.5), 3).trial(point(.95), 2);
    List<Standing> best = sweep.ranking().standings();

    assertThat(Edges.of(best, List.of(Spaces.real("x", 0, 1))))
        .containsExactly(new Edges.Crowded("x", Edges.End.UPPER));
    assertThat(Edges.of(best, List.of(Spaces.real("x", 0, 2)))).isEmpty();
    assertThat(Edges.of(best.subList(0, 2), List.of(Spaces.real("x", 0, 1)))).isEmpty();
  }

  @Test
  void anIntervalOfFiveFoldsReachesTwoPointEightStandardErrors() {
    var estimate = new io.finesweep.history.Estimate(.9, .02, .01, 5);
    Interval interval = Interval.of(estimate, Span.ANY).orElseThrow();

    assertThat(interval.high() - .9).isCloseTo(.0278, within(1e-4));
    assertThat(Interval.of(new io.finesweep.history.Estimate(.9, 0, 0, 1), Span.ANY)).isEmpty();
  }

  @Test
  void anIntervalEndsWhereItsMetricDoes() {
    var estimate = new io.finesweep.history.Estimate(.99, .04, .02, 5);

    assertThat(Interval.of(estimate, Metrics.span("accuracy")).orElseThrow().high()).isEqualTo(1);
    assertThat(Interval.of(estimate, Metrics.span("log-loss")).orElseThrow().high())
        .isGreaterThan(1);
    assertThat(Interval.of(estimate, Metrics.span("of another program")).orElseThrow().high())
        .isGreaterThan(1);
  }
}
