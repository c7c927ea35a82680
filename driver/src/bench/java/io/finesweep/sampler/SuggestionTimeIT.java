package io.finesweep.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs {@link SuggestionTime}, which prints its figures and asserts none. */
@Tag("bench")
class SuggestionTimeIT {

  @Test
  void measuresHowLongASuggestionTakes() throws Exception {
    var options = new OptionsBuilder().include(SuggestionTime.class.getSimpleName()).build();
    assertThat(new Runner(options).run()).hasSize(4);
  }
}
