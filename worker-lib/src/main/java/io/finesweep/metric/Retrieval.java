package io.finesweep.metric;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Metrics of how well rows of a class are found: precision, recall and F1, each averaged in every
 * way of {@link Averaging} (van Rijsbergen 1979, "Information Retrieval", chapter 7). A division by
 * zero gives 0, as scikit-learn does by default.
 */
enum Retrieval {
  /** The share of the rows predicted as a class that belong to it. */
  PRECISION {
    @Override
    double of(long correct, long predicted, long truth) {
      return ratio(correct, predicted);
    }
  },
  /** The share of the rows of a class that are predicted as it. */
  RECALL {
    @Override
    double of(long correct, long predicted, long truth) {
      return ratio(correct, truth);
    }
  },
  /** The harmonic mean of precision and recall. */
  F1 {
    @Override
    double of(long correct, long predicted, long truth) {
      return ratio(2 * correct, predicted + truth);
    }
  };

  static List<Metric> all() {
    return Stream.of(values())
        .flatMap(score -> Stream.of(Averaging.values()).map(score::averaged))
        .toList();
  }

  abstract double of(long correct, long predicted, long truth);

  double of(ClassCounts counts, int c) {
    return of(counts.correct()[c], counts.predicted()[c], counts.truth()[c]);
  }

  private Metric averaged(Averaging averaging) {
    String name = (name() + "-" + averaging.name()).toLowerCase(Locale.ROOT);
    return FormulaMetric.ofClasses(
        name,
        Goal.MAXIMIZE,
        Span.SHARE,
        predictions -> averaging.of(ClassCounts.of(predictions), this));
  }

  private static double ratio(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}
