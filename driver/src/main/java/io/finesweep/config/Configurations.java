package io.finesweep.config;

import io.finesweep.trial.Section;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;

/** Reads configurations: all problems at once, each with file and line. */
public final class Configurations {

  private final Vocabulary vocabulary;
  private final TextFiles files = new TextFiles(new Configuration());

  /**
   * A reader.
   *
   * @param samplers the names that {@code sweep.strategy.sampler} may have beside {@code auto}
   * @param schedules likewise
   * @param cluster reads the {@code cluster} section, to find what is wrong with it
   */
  public Configurations(
      Collection<String> samplers, Collection<String> schedules, Consumer<Section> cluster) {
    this.vocabulary = new Vocabulary(samplers, schedules, cluster);
  }

  /**
   * The configuration of a sweep that Finesweep trains itself.
   *
   * @param location a file, local or on any Hadoop file system
   * @param overrides {@code path=value} each, later ones over earlier ones
   * @throws InvalidConfiguration if anything is wrong with it
   */
  public SweepConfiguration load(String location, List<String> overrides) {
    return read(location, overrides, Measuring.INSIDE);
  }

  /**
   * The configuration of a sweep whose runs another program measures: data and base model may be
   * absent, and then any name may stand under {@code fine-tuning}; metrics may have any name.
   *
   * @throws InvalidConfiguration if anything is wrong with it
   */
  public SweepConfiguration loadOpen(String location, List<String> overrides) {
    return read(location, overrides, Measuring.OUTSIDE);
  }

  private SweepConfiguration read(String location, List<String> overrides, Measuring measuring) {
    Source source =
        new Source(location, new Documents(files).read(location, overrides), files, measuring);
    return new Reading(source, vocabulary).configuration();
  }
}
