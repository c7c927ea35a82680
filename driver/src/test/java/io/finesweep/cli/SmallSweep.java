package io.finesweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A sweep that fine-tunes in seconds: the digits' base model, its features frozen, one epoch. */
final class SmallSweep {

  private SmallSweep() {}

  /** Writes its configuration and returns the file. */
  static Path write(Path folder, String sampler, int trials) {
    String text =
        """
        sweep {
          name = small
          store = "%s"
          objective { metric = accuracy }
          strategy { sampler = %s, schedule = full, seed = 5 }
          budget { trials = %d }
          validation { folds = 2, test = 0.8 }
        }
        data {
          format = parquet, path = "conf/data/digits.parquet", label = digit, id = id
          task = classification, classes = [5, 6, 7, 8, 9], shape = [1, 8, 8]
          scale { divide = 16 }
        }
        fine-tuning {
          base-model = "conf/models/digits-0-4.zip"
          freeze-up-to = dense1
          epochs = 1
          batch-size = { ordinal = [32, 64] }
          learning-rate = { log-uniform = [1e-3, 1e-1] }
          optimizer = { choice = [adam, { nesterov { momentum = { uniform = [0.5, 0.9] } } }] }
        }
        cluster { master = "local[2]" }
        """
            .formatted(store(folder), sampler, trials);
    try {
      Path file = folder.resolve("small.conf");
      Files.writeString(file, text, StandardCharsets.UTF_8);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path store(Path folder) {
    return folder.resolve("store");
  }

  static Path folder(Path folder) {
    return store(folder).resolve("small");
  }

  /** The trials of a sweep, wherever it is, as {@code finesweep show} tells them. */
  static JsonNode trials(Path scratch, Program.Setting setting, String folder)
      throws IOException, InterruptedException {
    Program.Ended shown = Program.run(scratch, setting, "show", "--json", folder);
    assertThat(shown.code()).as(shown.err()).isZero();
    return new ObjectMapper().readTree(shown.out()).get("trials");
  }

  /** How many whole lines the journal has. */
  static long events(Path folder) {
    Path journal = folder(folder).resolve("_journal");
    if (!Files.isDirectory(journal)) {
      return 0;
    }
    try (var segments = Files.list(journal)) {
      long lines = 0;
      for (Path segment : segments.toList()) {
        List<String> text = Files.readString(segment, StandardCharsets.UTF_8).lines().toList();
        lines += text.size();
      }
      return lines;
    } catch (IOException e) {
      return 0; // a segment may come and go while we look
    }
  }
}
