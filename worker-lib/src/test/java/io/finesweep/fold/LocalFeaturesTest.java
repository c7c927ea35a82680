package io.finesweep.fold;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalFeaturesTest {

  /** More than are read or written at once, and no multiple of that. */
  private static final int NUMBERS = 100_000;

  private static final long TWO_FILES = 2 * (4L * NUMBERS + 32);

  @TempDir private Path folder;

  @Test
  void givesBackWhatMemoryDroppedToTheLastBit() {
    LocalFeatures local = new LocalFeatures(folder);
    local.allow("a", TWO_FILES);
    assertThat(local.known("a", NUMBERS)).isEmpty();

    local.dropped("a", numbers(1));
    assertThat(local.known("a", NUMBERS).orElseThrow()).containsExactly(numbers(1));
  }

  @Test
  void keepsTheMostRecentlyUsedWithinItsBound() throws IOException {
    LocalFeatures local = new LocalFeatures(folder);
    for (String key : List.of("a", "b", "c")) {
      local.allow(key, TWO_FILES);
    }
    local.dropped("a", numbers(1));
    local.dropped("b", numbers(2));
    local.known("a", NUMBERS);
    local.dropped("c", numbers(3));

    assertThat(local.known("a", NUMBERS)).isPresent();
    assertThat(local.known("b", NUMBERS)).isEmpty();
    assertThat(local.known("c", NUMBERS)).isPresent();
    assertThat(files()).hasSize(2);
  }

  @Test
  void keepsNothingThatItMayNotKeep() throws IOException {
    LocalFeatures local = new LocalFeatures(folder);
    local.allow("small", 100);
    local.dropped("small", numbers(1));
    local.dropped("unknown", numbers(1));

    assertThat(local.known("small", NUMBERS)).isEmpty();
    assertThat(local.known("unknown", NUMBERS)).isEmpty();
    assertThat(files()).isEmpty();
  }

  @Test
  void goesWithoutAFileThatIsGoneOrWasChangedOrCannotBeWritten() throws IOException {
    LocalFeatures local = new LocalFeatures(folder);
    local.allow("a", TWO_FILES);
    local.dropped("a", numbers(1));
    Path file = files().get(0);
    byte[] bytes = Files.readAllBytes(file);
    bytes[17] ^= 1;
    Files.write(file, bytes);
    assertThat(local.known("a", NUMBERS)).isEmpty();
    local.dropped("a", numbers(1));
    assertThat(local.known("a", NUMBERS)).isPresent();
    Files.delete(files().get(0));
    assertThat(local.known("a", NUMBERS)).isEmpty();

    LocalFeatures nowhere = new LocalFeatures(folder.resolve("missing"));
    nowhere.allow("a", TWO_FILES);
    nowhere.dropped("a", numbers(1));
    assertThat(nowhere.known("a", NUMBERS)).isEmpty();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  private static float[] numbers(int seed) {
    float[] numbers = new float[NUMBERS];
    for (int i = 0; i < NUMBERS; i++) {
      numbers[i] = (float) Math.sin(i * seed);
    }
    return numbers;
  }
}
