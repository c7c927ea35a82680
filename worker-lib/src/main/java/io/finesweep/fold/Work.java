package io.finesweep.fold;

import io.finesweep.data.Dataset;
import io.finesweep.engine.Recipe;
import io.finesweep.trial.Experiment;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * What a run has to train.
 *
 * @param training the rows to train on
 * @param watched the rows to watch training by; empty where it cannot end early
 * @param evaluation the rows to measure on
 * @param seed of everything random in the run
 * @param checkpoint where to go on; null to begin
 * @param experiment which says what runs may share
 */
record Work(
    Recipe recipe,
    Dataset data,
    int[] training,
    int[] watched,
    int[] evaluation,
    long seed,
    @Nullable InputStream checkpoint,
    Experiment experiment) {}
