package io.finesweep.config;

import io.finesweep.trial.Section;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/**
 * What may be named in a configuration because somebody implements it.
 *
 * @param samplers beside {@code auto}
 * @param schedules beside {@code auto}
 * @param cluster reads the {@code cluster} section
 */
record Vocabulary(
    Collection<String> samplers, Collection<String> schedules, Consumer<Section> cluster) {
  Vocabulary {
    samplers = List.copyOf(samplers);
    schedules = List.copyOf(schedules);
  }
}
