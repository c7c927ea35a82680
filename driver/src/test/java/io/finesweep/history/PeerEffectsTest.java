package io.finesweep.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.finesweep.metric.Goal;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.Seeds;
import io.finesweep.trial.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class PeerEffectsTest {

  private static final int FOLDS = 4;

  private static Configuration point(int number) {
    return Configuration.of(Map.of("x", new Value.Whole(number)));
  }

  /** The states of a sweep whose folds end in any order, some of them broken. */
  private static List<History> states() {
    RandomGenerator random = new Seeds(3).generator("states");
    Histories writer = Histories.of(Goal.MAXIMIZE, FOLDS, 2);
    List<History> states = new ArrayList<>();
    for (int step = 0; step < 400; step++) {
      int trials = writer.history().trials().size();
      int number = random.nextInt(trials + 1);
      if (number == trials) {
        writer.start(point(number));
      }
      int fold = random.nextInt(FOLDS);
      if (writer.history().trial(number).fold(fold).isEmpty()) {
        writer.assign(number, fold);
      } else if (writer.history().trial(number).fold(fold).orElseThrow().running() > 0) {
        double score = number % 20 + 0.1 * fold + 0.01 * random.nextGaussian();
        boolean breaks = random.nextInt(60) == 0;
        writer.finish(number, fold, breaks ? Histories.diverged() : Histories.scored(score));
      }
      states.add(writer.history());
    }
    return states;
  }

  @Test
  void peersTellWhatAllRowsTell() {
    PeerEffects memory = new PeerEffects();
    int fitted = 0;
    for (History history : states()) {
      FoldModel model = FoldModel.of(new LossTable(0).at(history, 2), FOLDS);
      FoldEffects effects = memory.of(history);
      assertThat(effects.isFitted()).isEqualTo(model.isFitted());
      assertThat(effects.noise()).isCloseTo(model.noise(), within(1e-12));
      fitted += effects.isFitted() ? 1 : 0;
      for (int fold = 0; fold < FOLDS; fold++) {
        assertThat(effects.effect(fold)).isCloseTo(model.effect(fold), within(1e-12));
      }
      history.peers().forEach((folds, peers) -> compare(peers, effects.projection(folds), model));
    }
    assertThat(fitted).isGreaterThan(100);
  }

  private static void compare(Peers peers, Projection projection, FoldModel model) {
    for (RankedSet.Entry entry : peers.measured()) {
      assertThat(projection.mean(entry.loss())).isCloseTo(model.mean(entry.trial()), within(1e-12));
      assertThat(projection.fullMean(entry.loss()))
          .isCloseTo(model.fullMean(entry.trial()), within(1e-12));
      assertThat(projection.variance()).isCloseTo(model.fullVariance(entry.trial()), within(1e-12));
    }
  }

  @Test
  void theIndexHoldsEachTrialOnceByItsFolds() {
    for (History history : states()) {
      int indexed = 0;
      for (var peers : history.peers().entrySet()) {
        for (RankedSet.Entry entry : peers.getValue().measured()) {
          assertThat(folds(history.trial(entry.trial()))).isEqualTo(peers.getKey());
          indexed++;
        }
      }
      long measured =
          history.trials().stream()
              .filter(trial -> !trial.isBroken() && trial.reached().isPresent())
              .count();
      assertThat(indexed).isEqualTo((int) measured);
    }
  }

  private static BigInteger folds(Trial trial) {
    BigInteger folds = BigInteger.ZERO;
    for (var fold : trial.folds().entrySet()) {
      folds = fold.getValue().epochs() > 0 ? folds.setBit(fold.getKey()) : folds;
    }
    return folds;
  }

  @Test
  void aTrialIsIdleOrBusyAsLongAsAFoldMayBegin() {
    Histories writer = Histories.of(Goal.MAXIMIZE, 3, 1).trial(point(0), 0.5);
    assertThat(only(writer).idle().size()).isOne();
    writer.assign(0, 1);
    assertThat(only(writer).idle().isEmpty()).isTrue();
    assertThat(only(writer).busy().size()).isOne();
    writer.assign(0, 2);
    assertThat(only(writer).busy().isEmpty()).isTrue();
    assertThat(only(writer).measured().size()).isOne();
    writer.finish(0, 1, Histories.failed("no"));
    assertThat(writer.history().peers()).isEmpty();
    writer.record(new Event.Retried(0));
    assertThat(only(writer).busy().size()).isOne();
  }

  private static Peers only(Histories writer) {
    assertThat(writer.history().peers()).hasSize(1);
    return writer.history().peers().values().iterator().next();
  }

  @Test
  void manyTrialsTellTheEffectsByTheBestAlone() {
    RandomGenerator random = new Seeds(4).generator("many");
    Histories writer = Histories.of(Goal.MINIMIZE, 2, 1);
    for (int number = 0; number < 3_000; number++) {
      double mean = 0.01 * number;
      double noise = number < 256 ? 0.01 : 1;
      writer.trial(
          point(number),
          mean + noise * random.nextGaussian(),
          mean + noise * random.nextGaussian());
    }
    assertThat(Math.sqrt(new PeerEffects().of(writer.history()).noise())).isLessThan(0.3);
  }
}
