package io.finesweep.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.finesweep.fold.FoldRunner;
import io.finesweep.fold.ProgressListener;
import io.finesweep.trial.EpochScore;
import io.finesweep.trial.FoldResult;
import io.finesweep.trial.FoldTask;
import io.finesweep.trial.RunId;
import io.finesweep.trial.Settings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measures trainings of all layers, one thread a run, in processes of their own: images a second,
 * alone and with a second run in the same process or in another one, and how soon after its start a
 * run takes its first step. Rounds take turns; medians are printed. Data as {@link Images}.
 */
@Tag("bench")
class FullTuningIT {

  private static final int ROUNDS = 3;
  private static final int EPOCHS = 3;

  @TempDir private Path folder;

  @Test
  void trainsAllLayers() throws IOException {
    Path base = new Images(folder).base();
    List<Figures> alone = new ArrayList<>();
    List<Figures> together = new ArrayList<>();
    List<Figures> apart = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      alone.addAll(measured(base, 1, 1));
      together.addAll(measured(base, 1, 2));
      apart.addAll(measured(base, 2, 1));
    }
    print("alone", alone, 1);
    print("two in one process", together, 2);
    print("two in two processes", apart, 2);
    assertThat(alone).isNotEmpty();
  }

  /**
   * What a run came to.
   *
   * @param rate images trained a second
   * @param ofProcessor images trained in a second of processor time, predictions after an epoch
   *     included
   * @param delay milliseconds from its start to its first training step
   */
  private record Figures(double rate, double ofProcessor, double delay) {
    static Figures read(String line) {
      double[] parts =
          Stream.of(line.split(" ", 4)).skip(1).mapToDouble(Double::parseDouble).toArray();
      return new Figures(parts[0], parts[1], parts[2]);
    }
  }

  private static void print(String which, List<Figures> runs, int atOnce) {
    System.out.printf(
        Locale.ROOT,
        "%s: %.0f images a second (%.0f a second of processor time), from a run's start to its"
            + " first step %.1f ms, the longest %.1f ms%n",
        which,
        atOnce * median(runs.stream().map(Figures::rate)),
        median(runs.stream().map(Figures::ofProcessor)),
        median(runs.stream().map(Figures::delay)),
        runs.stream().mapToDouble(Figures::delay).max().orElseThrow());
  }

  private static double median(Stream<Double> values) {
    List<Double> sorted = values.sorted().toList();
    return sorted.get(sorted.size() / 2);
  }

  /** Runs that all train at the same time, in so many processes, so many in each. */
  private List<Figures> measured(Path base, int processes, int runs) throws IOException {
    List<Process> started = new ArrayList<>();
    for (int i = 0; i < processes; i++) {
      String home = folder.resolve("home" + i).toString();
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.add("-Dfinesweep.bench.data=" + System.getProperty("finesweep.bench.data", "none"));
      command.addAll(List.of("-Xmx2g", "-cp", System.getProperty("java.class.path")));
      command.addAll(List.of(FullTuningIT.class.getName(), home, base.toString(), "" + runs));
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().put("OMP_NUM_THREADS", "1");
      started.add(builder.redirectError(ProcessBuilder.Redirect.INHERIT).start());
    }
    return started.stream().map(FullTuningIT::figures).flatMap(Collection::stream).toList();
  }

  private static List<Figures> figures(Process process) {
    try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
      return lines.lines().filter(line -> line.startsWith("run ")).map(Figures::read).toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Prints the figures of runs that train at the same time, each after one that warms up. */
  public static void main(String[] arguments) throws InterruptedException {
    Images images = new Images(Path.of(arguments[0]));
    FoldRunner runner = new FoldRunner(new Configuration(), "driver");
    List<Thread> threads = new ArrayList<>();
    for (int trial = 0; trial < Integer.parseInt(arguments[2]); trial++) {
      int number = trial;
      threads.add(
          new Thread(
              () -> {
                run(runner, images, arguments[1], number, 2);
                System.out.println(run(runner, images, arguments[1], number, EPOCHS));
              }));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static String run(FoldRunner runner, Images images, String base, int trial, int epochs) {
    Settings tuning =
        Settings.of(Map.of("base-model", base, "epochs", epochs, "batch-size", Images.BATCH));
    FoldTask task =
        new FoldTask(
            new RunId(trial, 0, epochs),
            0,
            Images.SEEDS,
            images.experiment(Images.LAST, 512),
            tuning,
            null,
            FoldTask.Keep.PREDICTIONS);
    Watch watch = new Watch();
    assertThat(runner.run(task, watch)).isInstanceOf(FoldResult.Scored.class);
    return watch.figures();
  }

  /**
   * Notes when batches begin: it is asked before each one, and once more at the epoch's end. In the
   * first epoch it may have been asked before, so the first one's figures come from the others.
   */
  private static final class Watch implements ProgressListener {

    private final long start = System.nanoTime();
    private final List<Long> first = new ArrayList<>();
    private final List<Double> rates = new ArrayList<>();
    private final List<Double> ofProcessor = new ArrayList<>();
    private List<Long> asked = first;
    private int batches;
    private long used;

    @Override
    public boolean cancels() {
      asked.add(System.nanoTime());
      if (asked.size() == 1) {
        used = processorTime();
      }
      return false;
    }

    @Override
    public void epochEnded(EpochScore score) {
      if (score.epoch() > 1) {
        batches = asked.size() - 1;
        double images = batches * Images.BATCH;
        rates.add(images * 1e9 / (asked.get(batches) - asked.get(0)));
        ofProcessor.add(images * 1e9 / (processorTime() - used));
      }
      asked = new ArrayList<>();
    }

    private static long processorTime() {
      return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    String figures() {
      double delay = (first.get(first.size() - 1 - batches) - start) / 1e6;
      return String.format(
          Locale.ROOT,
          "run %.1f %.1f %.2f",
          median(rates.stream()),
          median(ofProcessor.stream()),
          delay);
    }
  }
}
