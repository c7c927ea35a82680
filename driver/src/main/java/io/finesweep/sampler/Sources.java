package io.finesweep.sampler;

import io.finesweep.history.History;
import io.finesweep.history.PastSweep;
import io.finesweep.history.TrialLosses.Outcome;
import io.finesweep.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;

/**
 * The earlier sweeps that a history knows of, and which of them today's results agree with. One
 * whose order of the first results is rather the opposite of theirs has no say, then and for good.
 * It remembers the models that it has fitted, which depend on the history alone.
 */
final class Sources {

  /** By so many results an earlier sweep is judged. */
  static final int TRIAL = 10;

  /** With fewer it is trusted. */
  private static final int FEWEST = 4;

  private final Encoding encoding;
  private List<PastSweep> known = List.of();
  private List<Source> sources = List.of();

  Sources(SearchSpace space) {
    this.encoding = new Encoding(space);
  }

  /** The earlier sweeps that may have a say; none where there are several objectives. */
  List<Source> trusted(History history, Observations observations) {
    if (history.recalled().past().isEmpty() || history.terms().objectives().size() > 1) {
      return List.of();
    }
    List<double[]> points = new ArrayList<>();
    List<Double> losses = new ArrayList<>();
    for (int trial = 0; trial < observations.losses().length && points.size() < TRIAL; trial++) {
      if (observations.outcomes()[trial] == Outcome.SOUND
          && !Double.isNaN(observations.losses()[trial])) {
        points.add(encoding.encoded(history.trial(trial).configuration()));
        losses.add(observations.losses()[trial]);
      }
    }
    return of(history).stream().filter(source -> agrees(source, points, losses)).toList();
  }

  private synchronized List<Source> of(History history) {
    List<PastSweep> past = history.recalled().past();
    if (!past.equals(known)) {
      sources = past.stream().map(sweep -> Source.of(sweep, encoding)).toList();
      known = past;
    }
    return sources;
  }

  /** Whether no more pairs are ordered differently than alike. */
  private static boolean agrees(Source source, List<double[]> points, List<Double> losses) {
    if (points.size() < FEWEST) {
      return true;
    }
    double[] expected = points.stream().mapToDouble(source::at).toArray();
    double sum = 0;
    for (int i = 0; i < expected.length; i++) {
      for (int k = 0; k < i; k++) {
        sum += Math.signum((expected[i] - expected[k]) * (losses.get(i) - losses.get(k)));
      }
    }
    return sum >= 0;
  }
}
