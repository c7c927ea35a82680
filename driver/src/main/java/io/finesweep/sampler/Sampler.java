package io.finesweep.sampler;

import io.finesweep.history.History;
import io.finesweep.trial.Configuration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Where to look next. A function of its arguments alone: the same history and the same generator
 * give the same answer.
 */
public interface Sampler {

  /** The name in configuration. */
  String name();

  /**
   * A point that the history does not know yet; empty where the space is exhausted.
   *
   * @param random seeded by the number of the trial that is to be started
   */
  Optional<Configuration> next(History history, Situation situation, RandomGenerator random);
}
