package io.finesweep.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.finesweep.trial.Blob;
import io.finesweep.trial.Experiment;
import io.finesweep.trial.Settings;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.util.Progressable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An executor whose disk is full, by the device of Linux that always is. */
class FullDiskTest {

  private static final byte[] CONTENT = new byte[100_000];

  @TempDir private java.nio.file.Path folder;

  private final List<Duration> pauses = new ArrayList<>();

  /** This machine's files; what is created is full until some have been tried. */
  public static final class FullDisk extends RawLocalFileSystem {
    private static int full;

    @Override
    public URI getUri() {
      return URI.create("full:///");
    }

    @Override
    public FSDataOutputStream create(
        Path file,
        boolean overwrite,
        int buffer,
        short replication,
        long block,
        Progressable progress)
        throws IOException {
      full--;
      return full < 0
          ? super.create(file, overwrite, buffer, replication, block, progress)
          : new FSDataOutputStream(
              createOutputStreamWithMode(new Path("full:/dev/full"), true, null), statistics);
    }
  }

  private Configuration configuration(int full) {
    FullDisk.full = full;
    Configuration configuration = new Configuration();
    configuration.set("fs.full.impl", FullDisk.class.getName());
    return configuration;
  }

  private String home() {
    return "full:" + folder.toAbsolutePath();
  }

  @Test
  void aRunWaitsForRoomAndWritesItsFile() throws IOException {
    Storage storage = new Storage(configuration(9), new Retries(pauses::add));
    Blob blob = storage.write(home(), "predictions", out -> out.write(CONTENT));
    assertThat(blob).isEqualTo(Blob.of("predictions", CONTENT));
    assertThat(pauses).hasSize(9);
    assertThat(Files.readAllBytes(folder.resolve("predictions"))).isEqualTo(CONTENT);
  }

  @Test
  void aRunThatFindsNoRoomSaysWhereAndWhatToDo() {
    Storage storage = new Storage(configuration(Integer.MAX_VALUE), new Retries(pauses::add));
    assertThatThrownBy(() -> storage.write(home(), "predictions", out -> out.write(CONTENT)))
        .isInstanceOfSatisfying(
            IOException.class,
            failure ->
                assertThat(Failures.of(failure).reason())
                    .isEqualTo(
                        "A file could not be read or written: there is no room for '"
                            + home()
                            + "/predictions': No space left on device\nMaybe make room there, and"
                            + " run what failed again with finesweep retry."));
    assertThat(pauses.stream().reduce(Duration.ZERO, Duration::plus))
        .isLessThanOrEqualTo(Duration.ofMinutes(2));
  }

  @Test
  void featuresThatFindNoRoomFailNoRun() throws IOException {
    FeatureFiles files = new FeatureFiles(configuration(Integer.MAX_VALUE));
    Experiment experiment =
        new Experiment(
            "dl4j", Settings.EMPTY, Settings.EMPTY, List.of("accuracy"), home() + "/sweep");
    float[] features = new float[50_000];
    assertThat(files.get(experiment, "key", features.length, () -> features)).isSameAs(features);
    assertThat(FullDisk.full).isLessThan(Integer.MAX_VALUE);
  }

  @Test
  void readsWhatIsThereThoughNothingCanBeWritten() throws IOException {
    Files.writeString(folder.resolve("file"), "there", StandardCharsets.UTF_8);
    Storage storage = new Storage(configuration(Integer.MAX_VALUE), new Retries(pauses::add));
    assertThat(storage.read(home() + "/file")).asString().isEqualTo("there");
  }
}
