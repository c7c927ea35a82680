package io.finesweep.sampler;

import io.finesweep.history.Histories;
import io.finesweep.history.History;
import io.finesweep.metric.Goal;
import io.finesweep.space.Parameter;
import io.finesweep.space.SearchSpace;
import io.finesweep.space.Spaces;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A suggestion in ten real parameters, each after a result more than the last: fifty of them, or a
 * fortieth of the results, then again from the first, so that new fits count as often as they are
 * made, and reading a whole history at once hardly counts.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1, time = 10)
@Measurement(iterations = 3, time = 10)
@Fork(1)
public class SuggestionTime {

  private static final int STATES = 50;
  private static final int SHARE = 40;
  private static final SearchSpace SPACE =
      Spaces.space(
          IntStream.range(0, 10)
              .mapToObj(i -> Spaces.real("x" + i, 0, 1))
              .toArray(Parameter[]::new));
  private static final Seeds SEEDS = new Seeds(1);
  private static final Situation SITUATION =
      new Situation(1, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);

  /** The sampler, and how many results there are at first. */
  @Param({"tpe 1000", "tpe 20000", "gp 200", "gp 1000"})
  public String after = "tpe 1000";

  private final List<History> histories = new ArrayList<>();
  private Sampler sampler = new Tpe(SPACE, SEEDS);
  private int state;

  /** Writes the histories. */
  @Setup
  public void write() {
    String[] parts = after.split(" ", -1);
    int results = Integer.parseInt(parts[1]);
    sampler = parts[0].equals("tpe") ? new Tpe(SPACE, SEEDS) : new GaussianProcess(SPACE, SEEDS);
    Histories writer = Histories.of(Goal.MINIMIZE, 1, 1);
    int states = Math.max(STATES, results / SHARE);
    for (int trial = 0; trial < results + states; trial++) {
      if (trial >= results) {
        histories.add(writer.history());
      }
      Configuration point = SPACE.draw(SEEDS.generator("bench", trial));
      writer.trial(point, loss(point));
    }
  }

  private static double loss(Configuration point) {
    double sum = 0;
    for (var value : point.values().values()) {
      double x = ((Number) value.plain()).doubleValue();
      sum += (x - 0.4) * (x - 0.4);
    }
    return sum;
  }

  /** One suggestion. */
  @Benchmark
  public Optional<Configuration> suggestion() {
    History history = histories.get(state++ % histories.size());
    return sampler.next(history, SITUATION, SEEDS.generator("sampler", history.trials().size()));
  }
}
