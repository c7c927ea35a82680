package io.finesweep.sweep;

import io.finesweep.history.Event;
import io.finesweep.history.Recorded;
import io.finesweep.trial.FoldResult;
import io.finesweep.trial.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How long simulated trials take for an epoch on one fold. */
public sealed interface Pace {

  /** Milliseconds that an epoch on one fold of this trial takes. */
  double milliseconds(int trial, Seeds seeds);

  /**
   * Spread around a median as a log-normal distribution has it, as durations of trainings are.
   *
   * @param median in milliseconds
   * @param tail the 99th percentile over the median; 1 where all trials are alike
   */
  record Spread(double median, double tail) implements Pace {

    private static final double Z99 = 2.3263478740408408;

    @Override
    public double milliseconds(int trial, Seeds seeds) {
      double z = seeds.generator("pace", trial).nextGaussian();
      return median * Math.exp(z * Math.log(tail) / Z99);
    }
  }

  /**
   * Drawn from what trials took.
   *
   * @param byTrial milliseconds for an epoch, one number a trial
   */
  record Measured(List<Double> byTrial) implements Pace {
    public Measured {
      byTrial = List.copyOf(byTrial);
    }

    @Override
    public double milliseconds(int trial, Seeds seeds) {
      return byTrial.get(seeds.generator("pace", trial).nextInt(byTrial.size()));
    }

    /** What the scored runs in {@code events} took; without numbers where there are none. */
    public static Measured of(Iterable<Recorded> events) {
      Map<Integer, double[]> sums = new TreeMap<>();
      for (Recorded recorded : events) {
        if (recorded.event() instanceof Event.Finished finished
            && finished.result() instanceof FoldResult.Scored scored
            && scored.usage().milliseconds() > 0) {
          double[] sum = sums.computeIfAbsent(finished.run().trial(), trial -> new double[2]);
          sum[0] += scored.usage().milliseconds();
          sum[1] += scored.epochs().isEmpty() ? finished.run().epochs() : scored.epochs().size();
        }
      }
      List<Double> byTrial = new ArrayList<>();
      sums.values().forEach(sum -> byTrial.add(sum[0] / sum[1]));
      return new Measured(byTrial);
    }
  }
}
