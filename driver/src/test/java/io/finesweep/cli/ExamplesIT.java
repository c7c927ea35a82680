package io.finesweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every example in conf/ runs, shortened. */
class ExamplesIT {

  @TempDir private Path scratch;

  private Program.Ended finesweep(String... arguments) throws InterruptedException {
    Program.Ended ended = Program.run(scratch, arguments);
    assertThat(ended.code()).as(ended.err()).isZero();
    return ended;
  }

  private String[] run(String conf, String... more) {
    List<String> arguments = new ArrayList<>(List.of("run", conf));
    arguments.add("--set=sweep.store=" + scratch.resolve("store"));
    arguments.add("--set=sweep.budget.trials=2");
    arguments.add("--set=fine-tuning.epochs=1");
    arguments.addAll(List.of(more));
    return arguments.toArray(String[]::new);
  }

  @Test
  void quickstart() throws Exception {
    Program.Ended ended = finesweep(run("conf/quickstart.conf"));
    assertThat(ended.out()).contains("accuracy", "test set", "models/trial-");
    assertThat(scratch.resolve("store/quickstart/ranking.parquet")).isNotEmptyFile();
  }

  @Test
  void theQuickstartsPlanIsPrinted() throws Exception {
    Program.Ended ended = finesweep("validate", "conf/quickstart.conf");
    assertThat(ended.out())
        .contains("class 5", "test set", "conv1", "frozen by freeze-up-to", "learning-rate");
  }

  @Test
  void aPlanHasAtMostThePointsOfTheSpaceThatConstraintsLeave() throws Exception {
    Program.Ended ended =
        finesweep(
            "validate",
            "conf/quickstart.conf",
            "--set=fine-tuning.learning-rate=0.01",
            "--set=fine-tuning.l2=0",
            "--set=fine-tuning.dropout=0",
            "--set=fine-tuning.optimizer=adam",
            "--set=sweep.budget={trials=50}",
            "--set=sweep.require=[\"batch-size == 16\"]");
    assertThat(ended.out()).contains("at most 6 trials (points that sweep.require leaves)");
  }

  @Test
  void wine() throws Exception {
    assertThat(finesweep(run("conf/wine.conf")).out()).contains("mae", "test set");
  }

  @Test
  void reviews() throws Exception {
    assertThat(finesweep(run("conf/reviews.conf")).out()).contains("accuracy", "test set");
    try (Stream<Path> models = Files.list(scratch.resolve("store/reviews/models"))) {
      Path model =
          models.filter(each -> each.toString().endsWith(".zip")).findFirst().orElseThrow();
      Path rows = Files.writeString(scratch.resolve("new.csv"), "review\nLovely soup!\n");
      assertThat(
              finesweep(
                      "predict",
                      model.toString(),
                      rows.toString(),
                      "--to",
                      scratch.resolve("told.parquet").toString())
                  .out())
          .startsWith("1 row");
    }
  }

  @Test
  void fashion() throws Exception {
    String model = scratch.resolve("fashion-0-4.zip").toString();
    writeClothes("train", 300);
    writeClothes("t10k", 100);
    String images = "--set=data.images=" + scratch.resolve("train-images-idx3-ubyte.gz");
    String labels = "--set=data.labels=" + scratch.resolve("train-labels-idx1-ubyte.gz");
    finesweep(
        "pretrain",
        "conf/models/fashion-0-4.conf",
        model,
        images,
        labels,
        "--set=fine-tuning.epochs=1");
    Program.Ended ended =
        finesweep(
            run(
                "conf/fashion.conf",
                images,
                labels,
                "--set=sweep.validation.test.images="
                    + scratch.resolve("t10k-images-idx3-ubyte.gz"),
                "--set=sweep.validation.test.labels="
                    + scratch.resolve("t10k-labels-idx1-ubyte.gz"),
                "--set=fine-tuning.base-model=" + model));
    assertThat(ended.out()).contains("accuracy", "test set");
  }

  /** Pictures of ten kinds, each a bright bar at a height of its own, in the files' own format. */
  private void writeClothes(String part, int count) throws IOException {
    ByteArrayOutputStream pixels = new ByteArrayOutputStream();
    DataOutputStream images = new DataOutputStream(pixels);
    ByteArrayOutputStream kinds = new ByteArrayOutputStream();
    DataOutputStream labels = new DataOutputStream(kinds);
    for (int number : new int[] {0x803, count, 28, 28}) {
      images.writeInt(number);
    }
    labels.writeInt(0x801);
    labels.writeInt(count);
    for (int i = 0; i < count; i++) {
      int kind = i % 10;
      labels.writeByte(kind);
      for (int pixel = 0; pixel < 28 * 28; pixel++) {
        int row = pixel / 28;
        images.writeByte(row / 3 == kind ? 200 + i % 50 : (pixel * 31 + i * 17) % 40);
      }
    }
    write(part + "-images-idx3-ubyte.gz", pixels.toByteArray());
    write(part + "-labels-idx1-ubyte.gz", kinds.toByteArray());
  }

  private void write(String name, byte[] content) throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(scratch.resolve(name)))) {
      out.write(content);
    }
  }
}
