package io.finesweep.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.finesweep.trial.Configuration;
import io.finesweep.trial.Seeds;
import io.finesweep.trial.Value;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class SearchSpaceTest {

  @Test
  void aPointHasTheActiveParametersOnly() {
    RandomGenerator random = new Seeds(3).generator("test");
    for (int i = 0; i < 500; i++) {
      Configuration point = Spaces.conditional().draw(random);
      String optimizer = point.value("optimizer").orElseThrow().plain().toString();
      assertThat(point.value("momentum").isPresent()).isEqualTo(optimizer.equals("nesterov"));
      assertThat(point.value("schedule").isPresent()).isEqualTo(optimizer.equals("adam"));
      boolean cosine =
          point.value("schedule").map(Value::plain).stream().anyMatch("cosine"::equals);
      assertThat(point.value("warm-up").isPresent()).isEqualTo(cosine);
      assertThat(Spaces.conditional().faults(point)).isEmpty();
    }
  }

  @Test
  void drawsParentsFirst() {
    RandomGenerator random = new Seeds(4).generator("test");
    int nesterov = 0;
    for (int i = 0; i < 6_000; i++) {
      Configuration point = Spaces.finite().draw(random);
      nesterov += point.value("momentum").isPresent() ? 1 : 0;
    }
    // Half of the draws, though four of six points lie there; 5 standard deviations.
    assertThat(nesterov).isBetween(2_800, 3_200);
  }

  @Test
  void theSizeMultipliesInABranchAndAddsAcrossBranches() {
    assertThat(Spaces.finite().size()).isEqualTo(18);
    assertThat(Spaces.space().size()).isEqualTo(1);
    assertThat(Spaces.conditional().size()).isEqualTo(Long.MAX_VALUE);
    SearchSpace deep =
        Spaces.space(
            Spaces.choice("a", 1, 2),
            Spaces.when("a", 1, Spaces.choice("b", 1, 2)),
            Spaces.when("b", 2, Spaces.whole("c", 1, 10)),
            Spaces.whole("d", 1, 3));
    assertThat(deep.size()).isEqualTo((1 + 1 + 10) * 3);
  }

  @Test
  void aHugeSizeSaturates() {
    SearchSpace huge =
        Spaces.space(
            Spaces.whole("a", 1, 1L << 40),
            Spaces.whole("b", 1, 1L << 40),
            Spaces.choice("c", 1, 2));
    assertThat(huge.size()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void theCompleteLatticeHasEveryPointOnce() {
    Lattice lattice = Lattice.complete(Spaces.finite());
    Set<String> keys = new HashSet<>();
    for (long i = 0; i < lattice.size(); i++) {
      assertThat(Spaces.finite().faults(lattice.at(i))).isEmpty();
      keys.add(lattice.at(i).key());
    }
    assertThat(lattice.size()).isEqualTo(18);
    assertThat(keys).hasSize(18);
  }

  @Test
  void aLatticeOfListedValuesKeepsToThem() {
    Lattice lattice = new Lattice(Spaces.conditional(), parameter -> parameter.grid(5));
    assertThat(lattice.size()).isEqualTo(5 * (1 + 6 + 5 + 1));
    Set<String> keys = new HashSet<>();
    for (long i = 0; i < lattice.size(); i++) {
      assertThat(Spaces.conditional().faults(lattice.at(i))).isEmpty();
      keys.add(lattice.at(i).key());
    }
    assertThat(keys).hasSize(65);
  }

  @Test
  void namesEveryFaultOfAConfiguration() {
    Configuration wrong =
        Configuration.of(
            Map.of(
                "layers", new Value.Whole(9),
                "optimizer", new Value.Text("adam"),
                "momentum", new Value.Real(0.9),
                "colour", new Value.Text("red")));
    assertThat(Spaces.finite().faults(wrong))
        .containsExactlyInAnyOrder(
            "'layers' cannot be 9.",
            "'amsgrad' has no value.",
            "'momentum' is not active beside the other values.",
            "'colour' is no parameter of this space.");
  }

  @Test
  void refusesAChildBeforeItsParentAndTwoOfOneName() {
    assertThatThrownBy(
            () -> Spaces.space(Spaces.when("optimizer", "adam", Spaces.real("beta", 0, 1))))
        .hasMessageContaining("'beta' depends on 'optimizer'");
    assertThatThrownBy(() -> Spaces.space(Spaces.real("a", 0, 1), Spaces.real("a", 0, 1)))
        .hasMessageContaining("'a'");
  }

  @Test
  void keysDifferWhereTheTypeDoes() {
    assertThat(Configuration.of(Map.of("a", new Value.Text("1"))).key())
        .isNotEqualTo(Configuration.of(Map.of("a", new Value.Whole(1))).key());
    assertThat(Configuration.of(Map.of("a", new Value.Text("x\";b=\"y"))).key())
        .isNotEqualTo(
            Configuration.of(Map.of("a", new Value.Text("x"), "b", new Value.Text("y"))).key());
  }
}
