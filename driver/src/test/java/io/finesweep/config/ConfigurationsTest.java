package io.finesweep.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.finesweep.space.Parameter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfigurationsTest {

  private static final Configurations CONFIGURATIONS =
      new Configurations(List.of("grid", "random", "sobol"), List.of("full"), cluster -> {});

  @Test
  void readsTheQuickstart() {
    SweepConfiguration quickstart = CONFIGURATIONS.load("../conf/quickstart.conf", List.of());
    assertThat(quickstart.spec().space().parameters())
        .extracting(Parameter::path)
        .contains("optimizer", "optimizer.nesterov.momentum", "learning-rate");
    assertThat(quickstart.strategy()).isEqualTo(new Strategy("sobol", "full", 5));
  }
}
