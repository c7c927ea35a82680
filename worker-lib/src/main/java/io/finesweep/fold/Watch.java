package io.finesweep.fold;

import io.finesweep.data.Examples;
import io.finesweep.engine.EarlyStopping;
import io.finesweep.engine.Predictor;
import io.finesweep.metric.Predictions;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Looks at the watched rows after each epoch, and knows when training no longer helps. */
final class Watch {

  private static final int SIGNATURE = 0x46535745; // "FSWE"
  private static final double SMALLEST_SHARE = 1e-15;

  private final EarlyStopping rule;
  private final Examples watched;
  private double best = Double.POSITIVE_INFINITY;
  private int epochsWithoutGain;

  Watch(EarlyStopping rule, Examples watched) {
    this.rule = rule;
    this.watched = watched;
  }

  /** Whether training is to end. */
  boolean isOver() {
    return epochsWithoutGain >= rule.patience();
  }

  /** Sees what one more epoch has made of {@code model}. */
  void look(Predictor model) {
    double loss = loss(model.predict(watched));
    if (loss < best - rule.gain()) {
      best = loss;
      epochsWithoutGain = 0;
    } else {
      epochsWithoutGain++;
    }
  }

  /** The mean cross-entropy, or the mean squared error. */
  private static double loss(Predictions predictions) {
    double sum = 0;
    for (int row = 0; row < predictions.size(); row++) {
      if (predictions instanceof Predictions.Classes classes) {
        double share = classes.probabilities()[row][classes.truth()[row]];
        sum -= Math.log(share < SMALLEST_SHARE ? SMALLEST_SHARE : share);
      } else {
        Predictions.Numbers numbers = (Predictions.Numbers) predictions;
        sum += squares(numbers.predicted()[row], numbers.truth()[row]);
      }
    }
    return sum / predictions.size();
  }

  private static double squares(double[] predicted, double[] truth) {
    double sum = 0;
    for (int i = 0; i < truth.length; i++) {
      sum += (predicted[i] - truth[i]) * (predicted[i] - truth[i]) / truth.length;
    }
    return sum;
  }

  /** Writes what it has seen. */
  void write(OutputStream out) throws IOException {
    DataOutputStream data = new DataOutputStream(out);
    data.writeInt(SIGNATURE);
    data.writeDouble(best);
    data.writeInt(epochsWithoutGain);
    data.flush();
  }

  /** Goes on from what {@link #write} wrote, and reads no further. */
  void read(InputStream in) throws IOException {
    DataInputStream data = new DataInputStream(in);
    if (data.readInt() != SIGNATURE) {
      throw new IOException("This is no checkpoint of a run that may stop early.");
    }
    best = data.readDouble();
    epochsWithoutGain = data.readInt();
  }
}
