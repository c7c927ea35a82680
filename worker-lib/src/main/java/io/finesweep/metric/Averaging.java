package io.finesweep.metric;

import java.util.OptionalDouble;

/**
 * How the figures of single classes become one (Sokolova and Lapalme 2009, "A systematic analysis
 * of performance measures for classification tasks", table 3). As in scikit-learn, only classes
 * that occur in the truth or among the predictions count, and an averaged F1 is the mean of the
 * classes' F1, not the F1 of mean precision and recall.
 */
enum Averaging {
  /** The plain mean over the classes. */
  MACRO {
    @Override
    OptionalDouble of(ClassCounts counts, Retrieval score) {
      return counts.mentioned().mapToDouble(c -> score.of(counts, c)).average();
    }
  },
  /** Of the counts of all classes together; for one label a row this is the accuracy. */
  MICRO {
    @Override
    OptionalDouble of(ClassCounts counts, Retrieval score) {
      return OptionalDouble.of(score.of(counts.allCorrect(), counts.rows(), counts.rows()));
    }
  },
  /** The mean over the classes, weighted by their rows in the truth. */
  WEIGHTED {
    @Override
    OptionalDouble of(ClassCounts counts, Retrieval score) {
      double sum =
          counts.occurring().mapToDouble(c -> counts.truth()[c] * score.of(counts, c)).sum();
      return OptionalDouble.of(sum / counts.rows());
    }
  },
  /** Of the class with index 1 alone; empty unless there are exactly two classes. */
  BINARY {
    @Override
    OptionalDouble of(ClassCounts counts, Retrieval score) {
      return counts.classes() == 2
          ? OptionalDouble.of(score.of(counts, 1))
          : OptionalDouble.empty();
    }
  };

  abstract OptionalDouble of(ClassCounts counts, Retrieval score);
}
