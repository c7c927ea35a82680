package io.finesweep.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.finesweep.history.Histories;
import io.finesweep.history.History;
import io.finesweep.history.Trial;
import io.finesweep.metric.Goal;
import io.finesweep.space.SearchSpace;
import io.finesweep.space.Spaces;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.RunId;
import io.finesweep.trial.Seeds;
import io.finesweep.trial.Value;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PopulationTest extends ScheduleContract {

  private static final SearchSpace SPACE =
      Spaces.space(Spaces.whole("x", 0, 1000), Spaces.logReal("rate", 1e-4, 1));

  @Override
  Schedule schedule() {
    return population();
  }

  private static Population population() {
    Perturbation perturbation = new Perturbation(SPACE, path -> path.equals("fixed"));
    return new Population(10, LadderShape.DEFAULT, perturbation, SEEDS);
  }

  /** A population whose trial's score is its number, or its parent's. */
  private static Histories trainedTo(int epochs, int members) {
    Histories writer = Histories.of(Goal.MAXIMIZE, 1, 100);
    for (int number = 0; number < members; number++) {
      writer.start(
          Configuration.of(
              Map.of("x", new Value.Whole(number), "rate", new Value.Real(0.01 * (1 + number)))));
      writer.assign(new RunId(number, 0, epochs)).finish(number, 0, Histories.scored(number));
    }
    return writer;
  }

  private static Decision decided(Histories writer) {
    History history = writer.history();
    return next(population(), history, left(history, 1, ANY, ANY, ANY));
  }

  @Test
  void comparesTenTimesUnlessTheRungsAreGiven() {
    assertThat(population().rungs(100)).containsExactly(10, 20, 30, 40, 50, 60, 70, 80, 90, 100);
    assertThat(population().rungs(3)).containsExactly(1, 2, 3);
    LadderShape given = new LadderShape(3, List.of(5, 10));
    Perturbation none = new Perturbation(SPACE, path -> true);
    assertThat(new Population(4, given, none, SEEDS).rungs(10)).containsExactly(5, 10);
  }

  @Test
  void startsAPopulationBeforeAnyoneGoesOn() {
    assertThat(decided(trainedTo(10, 9))).isEqualTo(new Decision.Start(0, 10));
  }

  @Test
  void replacesTheWorstQuarterByForksOfTheBestOne() {
    Histories writer = trainedTo(10, 10);
    for (int worst = 0; worst < 2; worst++) {
      Decision.Fork fork = (Decision.Fork) decided(writer);
      assertThat(fork.replaced()).isEqualTo(worst);
      assertThat(fork.parent().trial()).isIn(8, 9);
      assertThat(fork.parent().epochs()).isEqualTo(10);
      assertThat(fork.epochs()).isEqualTo(20);
      assertThat(SPACE.faults(fork.configuration())).isEmpty();
      assertThat(fork.configuration())
          .isNotEqualTo(writer.history().trial(fork.parent().trial()).configuration());
      fork(writer, fork);
    }
    assertThat(decided(writer)).isEqualTo(new Decision.Promote(new RunId(2, 0, 20)));
    assertThat(writer.history().trials())
        .extracting(Trial::origin)
        .filteredOn(Objects::nonNull)
        .extracting(Trial.Origin::replaced)
        .containsExactly(0, 1);
  }

  @Test
  void waitsForAllMembersAtARung() {
    Histories writer = trainedTo(10, 10);
    for (int decision = 0; decision < 10; decision++) {
      if (decided(writer) instanceof Decision.Fork fork) {
        fork(writer, fork);
      } else {
        writer.assign(((Decision.Promote) decided(writer)).run());
      }
    }
    for (int number = 2; number < 12; number++) {
      assertThat(decided(writer)).isEqualTo(new Decision.Wait());
      writer.finish(number, 0, Histories.scored(number));
    }
    assertThat(decided(writer)).isInstanceOf(Decision.Fork.class);
  }

  @Test
  void replacesWhatBroke() {
    Histories writer = trainedTo(10, 9);
    writer.start(point(9)).assign(new RunId(9, 0, 10)).finish(9, 0, Histories.diverged());
    fork(writer, (Decision.Fork) decided(writer));
    fork(writer, (Decision.Fork) decided(writer));
    Decision.Fork last = (Decision.Fork) decided(writer.finish(11, 0, Histories.scored(3)));
    assertThat(writer.history().replaced()).hasSize(2);
    assertThat(last.replaced()).isNotIn(writer.history().replaced());
  }

  @Test
  void everyMemberGoesOnWhereNoTrialIsLeft() {
    Histories writer = trainedTo(10, 10);
    History history = writer.history();
    assertThat(next(population(), history, left(history, 1, 10, ANY, ANY)))
        .isEqualTo(new Decision.Promote(new RunId(0, 0, 20)));
  }

  @Test
  void changesWhatTightConstraintsTieTogetherAndKeepsFixedValues() {
    SearchSpace space =
        Spaces.where(
            Spaces.space(
                Spaces.real("l1", 0, 1), Spaces.real("l2", 0, 1), Spaces.real("fixed", 0, 1)),
            "l1 == l2");
    Configuration point =
        Configuration.of(
            Map.of(
                "l1", new Value.Real(0.3), "l2", new Value.Real(0.3), "fixed", new Value.Real(1)));
    Perturbation perturbation = new Perturbation(space, path -> path.equals("fixed"));
    for (int trial = 0; trial < 30; trial++) {
      Configuration changed = perturbation.of(point, new Seeds(3).generator("change", trial));
      assertThat(space.faults(changed)).isEmpty();
      assertThat(changed).isNotEqualTo(point);
      assertThat(changed.value("fixed")).contains(new Value.Real(1));
    }
  }

  @Test
  void keepsFixedValuesAndChangesTheOthersByAFifthOrAnew() {
    SearchSpace space =
        Spaces.space(
            Spaces.logReal("rate", 1e-4, 1),
            Spaces.real("fixed", 0, 1),
            Spaces.ordinal("batch", 8, 16, 32, 64));
    Perturbation perturbation = new Perturbation(space, path -> path.equals("fixed"));
    Configuration point =
        Configuration.of(
            Map.of(
                "rate", new Value.Real(0.01),
                "fixed", new Value.Real(0.3),
                "batch", new Value.Whole(16)));
    int byAFifth = 0;
    for (int seed = 0; seed < 1000; seed++) {
      Configuration changed = perturbation.of(point, new Seeds(seed).generator("change"));
      assertThat(changed.value("fixed")).isEqualTo(point.value("fixed"));
      double rate = ((Value.Real) changed.value("rate").orElseThrow()).number();
      byAFifth += Math.abs(rate - 0.008) < 1e-9 || Math.abs(rate - 0.012) < 1e-9 ? 1 : 0;
    }
    // Three in four, with a deviation of 14.
    assertThat(byAFifth).isBetween(700, 800);
  }
}
