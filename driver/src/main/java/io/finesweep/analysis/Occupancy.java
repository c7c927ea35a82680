package io.finesweep.analysis;

import io.finesweep.history.Event;
import io.finesweep.history.Recorded;
import io.finesweep.trial.RunId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many runs were under way at a time.
 *
 * @param steps where the number changed, in order
 * @param runs those that ended, each in the lowest lane that was free when it began
 * @param lost how many were lost, with an executor or a driver
 */
public record Occupancy(List<Step> steps, List<Run> runs, int lost) {

  public Occupancy {
    steps = List.copyOf(steps);
    runs = List.copyOf(runs);
  }

  /**
   * From here on, so many runs were under way.
   *
   * @param elapsed milliseconds of work on the sweep
   */
  public record Step(long elapsed, int running) {}

  /** A run from its assignment to its end, in milliseconds of work on the sweep. */
  public record Run(RunId id, int lane, long from, long to, End end) {}

  /** How a run ended. */
  public enum End {
    /** It was measured. */
    SCORED,
    /** It failed or diverged. */
    BROKEN,
    /** It was lost. */
    LOST
  }

  /** The largest number of runs that were under way at once. */
  public int most() {
    return steps.stream().mapToInt(Step::running).max().orElse(0);
  }

  /** The mean number of runs under way while at least one was. */
  public double mean() {
    double area = 0;
    double busy = 0;
    for (int i = 1; i < steps.size(); i++) {
      double span = steps.get(i).elapsed() - steps.get(i - 1).elapsed();
      int running = steps.get(i - 1).running();
      area += span * running;
      busy += running > 0 ? span : 0;
    }
    return busy == 0 ? 0 : area / busy;
  }

  /** The mean number of runs under way in each of {@code bins} equal spans, from 0 to the end. */
  public double[] means(int bins) {
    double[] means = new double[bins];
    if (steps.isEmpty() || end() == 0) {
      return means;
    }
    double width = (double) end() / bins;
    for (int i = 1; i < steps.size(); i++) {
      double from = steps.get(i - 1).elapsed();
      double to = steps.get(i).elapsed();
      for (int bin = (int) (from / width); bin < bins && bin * width < to; bin++) {
        double overlap = Math.min(to, (bin + 1) * width) - Math.max(from, bin * width);
        means[bin] += steps.get(i - 1).running() * Math.max(0, overlap) / width;
      }
    }
    return means;
  }

  /** When the number changed last, in milliseconds of work on the sweep. */
  public long end() {
    return steps.isEmpty() ? 0 : steps.get(steps.size() - 1).elapsed();
  }

  /** What these events say. */
  public static Occupancy of(Iterable<Recorded> events) {
    Walk walk = new Walk();
    for (Recorded recorded : events) {
      walk.add(recorded);
    }
    return new Occupancy(walk.steps, walk.runs, walk.lost);
  }

  /** What is known on the way. */
  private static final class Walk {
    private final List<Step> steps = new ArrayList<>();
    private final List<Run> runs = new ArrayList<>();
    private final List<@Nullable RunId> lanes = new ArrayList<>();
    private final Map<RunId, Long> begun = new HashMap<>();
    private int lost;

    void add(Recorded recorded) {
      if (recorded.event() instanceof Event.Assigned assigned) {
        begin(assigned.run(), recorded.elapsed());
      } else if (recorded.event() instanceof Event.Finished finished) {
        boolean scored = finished.result() instanceof io.finesweep.trial.FoldResult.Scored;
        end(finished.run(), recorded.elapsed(), scored ? End.SCORED : End.BROKEN);
      } else if (recorded.event() instanceof Event.Lost gone) {
        lost++;
        end(gone.run(), recorded.elapsed(), End.LOST);
      }
    }

    private void begin(RunId run, long at) {
      if (begun.put(run, at) != null) {
        return;
      }
      int lane = lanes.indexOf(null);
      if (lane < 0) {
        lanes.add(run);
      } else {
        lanes.set(lane, run);
      }
      steps.add(new Step(at, begun.size()));
    }

    private void end(RunId run, long at, End end) {
      Long from = begun.remove(run);
      if (from != null) {
        int lane = lanes.indexOf(run);
        lanes.set(lane, null);
        runs.add(new Run(run, lane, from, at, end));
        steps.add(new Step(at, begun.size()));
      }
    }
  }
}
