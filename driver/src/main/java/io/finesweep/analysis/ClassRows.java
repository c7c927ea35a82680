package io.finesweep.analysis;

import io.finesweep.analysis.Performance.Bin;
import io.finesweep.analysis.Performance.Mistake;
import io.finesweep.analysis.Performance.PerClass;
import io.finesweep.metric.Predictions;
import io.finesweep.metric.PredictionsFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** All rows that a classifier's folds predicted. */
record ClassRows(
    List<String> classes, int[] rows, int[] truth, double[][] probabilities, int[] predicted) {

  private static final int BINS = 10;
  private static final int WORST = 20;
  private static final int POINTS = 200;

  /** The rows of these files; files of other classes than the first one's are left out. */
  static ClassRows of(List<PredictionsFile> files) {
    List<String> classes = ((Predictions.Classes) files.get(0).predictions()).classes();
    List<PredictionsFile> alike =
        files.stream()
            .filter(
                f ->
                    f.predictions() instanceof Predictions.Classes c && c.classes().equals(classes))
            .toList();
    int size = alike.stream().mapToInt(f -> f.rows().length).sum();
    ClassRows all =
        new ClassRows(classes, new int[size], new int[size], new double[size][], new int[size]);
    int at = 0;
    for (PredictionsFile file : alike) {
      Predictions.Classes some = (Predictions.Classes) file.predictions();
      System.arraycopy(file.rows(), 0, all.rows, at, some.size());
      System.arraycopy(some.truth(), 0, all.truth, at, some.size());
      System.arraycopy(some.probabilities(), 0, all.probabilities, at, some.size());
      System.arraycopy(some.predicted(), 0, all.predicted, at, some.size());
      at += some.size();
    }
    return all;
  }

  Performance performance() {
    int[][] confusion = new int[classes.size()][classes.size()];
    for (int row = 0; row < truth.length; row++) {
      confusion[truth[row]][predicted[row]]++;
    }
    List<PerClass> each = new ArrayList<>();
    for (int c = 0; c < classes.size(); c++) {
      each.add(perClass(c, confusion));
    }
    return new Performance.Classes(each, confusion, calibration(), worst());
  }

  private PerClass perClass(int c, int[][] confusion) {
    int support = Arrays.stream(confusion[c]).sum();
    int named = Arrays.stream(confusion).mapToInt(row -> row[c]).sum();
    double hits = confusion[c][c];
    double[] scores = new double[truth.length];
    boolean[] positive = new boolean[truth.length];
    for (int row = 0; row < truth.length; row++) {
      scores[row] = probabilities[row][c];
      positive[row] = truth[row] == c;
    }
    boolean both = support > 0 && support < truth.length;
    Curve none = new Curve(List.of(), Double.NaN);
    return new PerClass(
        classes.get(c),
        support,
        hits / named,
        hits / support,
        2 * hits / (named + support),
        both ? Curve.roc(scores, positive).thinned(POINTS) : none,
        support > 0 ? Curve.precisionRecall(scores, positive).thinned(POINTS) : none);
  }

  private List<Bin> calibration() {
    double[] confidence = new double[BINS];
    int[] right = new int[BINS];
    int[] counts = new int[BINS];
    for (int row = 0; row < truth.length; row++) {
      double given = probabilities[row][predicted[row]];
      int bin = Math.min(BINS - 1, (int) (given * BINS));
      confidence[bin] += given;
      right[bin] += predicted[row] == truth[row] ? 1 : 0;
      counts[bin]++;
    }
    List<Bin> bins = new ArrayList<>();
    for (int bin = 0; bin < BINS; bin++) {
      if (counts[bin] > 0) {
        double rows = counts[bin];
        bins.add(new Bin(confidence[bin] / rows, right[bin] / rows, counts[bin]));
      }
    }
    return bins;
  }

  private List<Mistake> worst() {
    List<Mistake> mistakes = new ArrayList<>();
    for (int row = 0; row < truth.length; row++) {
      if (predicted[row] != truth[row]) {
        mistakes.add(
            new Mistake(
                rows[row],
                classes.get(truth[row]),
                classes.get(predicted[row]),
                probabilities[row][predicted[row]]));
      }
    }
    return Performance.worst(mistakes, WORST);
  }
}
