package io.finesweep.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.finesweep.trial.Experiment;
import io.finesweep.trial.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureFilesTest {

  /** More than are read or written at once, and no multiple of that. */
  private static final int NUMBERS = 100_000;

  @TempDir private Path store;

  private final AtomicInteger computed = new AtomicInteger();

  @Test
  void readsWhatAnotherProcessComputedToTheLastBit() throws IOException {
    float[] first = get("a", 1);

    assertThat(get("a", 1)).containsExactly(first);
    assertThat(computed).hasValue(1);
    assertThat(files()).hasSize(1);
  }

  @Test
  void computesForEachKey() throws IOException {
    get("a", 1);
    get("b", 1);

    assertThat(computed).hasValue(2);
  }

  @Test
  void computesAnewAndWritesAgainWhatWasCutShort() throws IOException {
    get("a", 1);
    byte[] whole = Files.readAllBytes(onlyFile());
    Files.write(onlyFile(), Arrays.copyOf(whole, whole.length / 2));

    assertThat(get("a", 1)).containsExactly(numbers());
    assertThat(computed).hasValue(2);
    assertThat(Files.readAllBytes(onlyFile())).isEqualTo(whole);
  }

  @Test
  void computesAnewAndWritesAgainWhatWasChanged() throws IOException {
    get("a", 1);
    byte[] whole = Files.readAllBytes(onlyFile());
    byte[] changed = whole.clone();
    changed[whole.length / 2] ^= 1;
    Files.write(onlyFile(), changed);

    assertThat(get("a", 1)).containsExactly(numbers());
    assertThat(computed).hasValue(2);
    assertThat(Files.readAllBytes(onlyFile())).isEqualTo(whole);
  }

  @Test
  void goesWithoutAStoreThatCannotBeWritten() throws IOException {
    Files.writeString(store.resolve("_features"), "no folder");

    assertThat(get("a", 1)).containsExactly(numbers());
    assertThat(get("a", 1)).containsExactly(numbers());
    assertThat(computed).hasValue(2);
  }

  @Test
  void keepsNothingWithoutABoundOrBeyondIt() throws IOException {
    get("a", 0);

    assertThat(store).isEmptyDirectory();
  }

  @Test
  void deletesWhatWasWrittenFirstToMakeRoom() throws IOException {
    get("a", 1);
    Files.setLastModifiedTime(onlyFile(), FileTime.fromMillis(1));
    get("b", 1);
    Path b =
        files().stream()
            .filter(file -> !FileTime.fromMillis(1).equals(modified(file)))
            .findFirst()
            .orElseThrow();
    Files.setLastModifiedTime(b, FileTime.fromMillis(2));
    get("c", 1);

    assertThat(files()).hasSize(2).contains(b);
    get("b", 1);
    get("c", 1);
    assertThat(computed).hasValue(3);
  }

  @Test
  void writersAtTheSameTimeHarmNothing() throws Exception {
    CyclicBarrier together = new CyclicBarrier(4);
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      List<Future<float[]>> all = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        all.add(
            pool.submit(
                () ->
                    runner()
                        .get(
                            experiment(1),
                            "a",
                            NUMBERS,
                            () -> {
                              await(together);
                              return compute();
                            })));
      }
      for (Future<float[]> one : all) {
        assertThat(one.get()).containsExactly(numbers());
      }
    } finally {
      pool.shutdown();
    }
    assertThat(files()).hasSize(1);
    assertThat(get("a", 1)).containsExactly(numbers());
    assertThat(computed).hasValue(4);
  }

  @Test
  void leavesNothingOfWhatWasNotComputed() {
    assertThatThrownBy(
            () ->
                runner()
                    .get(
                        experiment(1),
                        "a",
                        NUMBERS,
                        () -> {
                          throw new Cancelled();
                        }))
        .isInstanceOf(Cancelled.class);

    assertThat(store).isEmptyDirectory();
  }

  private float[] get(String key, int megabytes) throws IOException {
    return runner().get(experiment(megabytes), key, NUMBERS, this::compute);
  }

  private static FeatureFiles runner() {
    return new FeatureFiles(new Configuration());
  }

  private float[] compute() {
    computed.incrementAndGet();
    return numbers();
  }

  private static float[] numbers() {
    float[] numbers = new float[NUMBERS];
    for (int i = 0; i < NUMBERS; i++) {
      numbers[i] = (float) Math.sin(i);
    }
    return numbers;
  }

  private Experiment experiment(int megabytes) {
    return new Experiment(
        "none",
        Settings.EMPTY,
        Settings.EMPTY,
        List.of(),
        store.resolve("sweep").toUri().toString(),
        0,
        megabytes);
  }

  private Path onlyFile() throws IOException {
    assertThat(files()).hasSize(1);
    return files().get(0);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(store)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  private static FileTime modified(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void await(CyclicBarrier together) {
    try {
      together.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
