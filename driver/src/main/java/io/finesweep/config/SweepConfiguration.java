package io.finesweep.config;

import io.finesweep.sweep.SweepSpec;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.Settings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A configuration that was read and found to be right.
 *
 * @param spec what to sweep
 * @param strategy how to search, by name
 * @param tryFirst the points to begin with, in order
 * @param triesBaseModel whether to try what the base model says it was trained with
 * @param warmStart earlier sweeps to learn from
 * @param store the folder of all sweeps, a URI; null where nothing is to be stored
 * @param lock the folder of the sweeps' locks, a URI; null where they lie in the store
 * @param cluster the {@code cluster} section
 * @param publishing where the winner goes; null where it goes nowhere
 * @param ensembling whether and how trials are to predict together
 * @param explains whether it is looked at what the winner's answers rest on
 * @param keepFiles which of the files that fold runs leave stay in the store
 * @param resolved the configuration as it stands after includes, substitutions and overrides
 */
public record SweepConfiguration(
    SweepSpec spec,
    Strategy strategy,
    List<Configuration> tryFirst,
    boolean triesBaseModel,
    List<NamedSweep> warmStart,
    @Nullable String store,
    @Nullable String lock,
    Settings cluster,
    @Nullable Publishing publishing,
    Ensembling ensembling,
    boolean explains,
    KeepFiles keepFiles,
    Resolved resolved) {

  public SweepConfiguration {
    tryFirst = List.copyOf(tryFirst);
    warmStart = List.copyOf(warmStart);
  }

  /** The same with another specification of what to sweep. */
  public SweepConfiguration with(SweepSpec other) {
    return new SweepConfiguration(
        other,
        strategy,
        tryFirst,
        triesBaseModel,
        warmStart,
        store,
        lock,
        cluster,
        publishing,
        ensembling,
        explains,
        keepFiles,
        resolved);
  }
}
