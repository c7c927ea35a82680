package io.finesweep.schedule;

import io.finesweep.history.History;
import io.finesweep.sampler.Situation;
import java.util.random.RandomGenerator;

/**
 * How far to train. A function of its arguments alone: the same history and the same generator give
 * the same answer.
 */
public interface Schedule {

  /** The name in configuration. */
  String name();

  /** What to do with a free slot. Start is allowed only while the situation has trials left. */
  Decision next(History history, Situation situation, RandomGenerator random);
}
