package io.finesweep.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NamesTest {

  @Test
  void measuresInsertionsDeletionsSubstitutionsAndSwaps() {
    assertThat(Names.distance("", "abc")).isEqualTo(3);
    assertThat(Names.distance("abc", "")).isEqualTo(3);
    assertThat(Names.distance("kitten", "sitting")).isEqualTo(3);
    assertThat(Names.distance("adma", "adam")).isEqualTo(1);
    assertThat(Names.distance("ca", "abc")).isEqualTo(3);
    assertThat(Names.distance("same", "same")).isZero();
  }

  @Test
  void proposesTheNearestName() {
    assertThat(Names.maybe("trails", List.of("trials", "epochs")))
        .isEqualTo("Maybe you meant 'trials'.");
    assertThat(Names.maybe("learning_rate", List.of("l1", "learning-rate")))
        .isEqualTo("Maybe you meant 'learning-rate'.");
  }

  @Test
  void givesTiesToTheFirstInTheAlphabet() {
    assertThat(Names.maybe("l3", List.of("l2", "l1"))).isEqualTo("Maybe you meant 'l1'.");
  }

  @Test
  void listsWhatIsKnownWhereNothingIsNear() {
    assertThat(Names.maybe("something", List.of("grid", "random")))
        .isEqualTo("Known here: grid, random.");
    assertThat(Names.maybe("something", List.of())).isEmpty();
  }

  @Test
  void aColumnHasLettersDigitsAndUnderscores() {
    assertThat(Names.column("param_", "optimizer.sgd.learning-rate \u00fc1"))
        .isEqualTo("param_optimizer_sgd_learning_rate_\u00fc1");
  }
}
