package io.finesweep.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code docs/tables.md} does in pandas and Arrow, done. */
@Tag("tools")
class PythonTablesIT {

  @TempDir private Path folder;

  @Test
  void theDocumentsCodeRuns() throws Exception {
    Path store = folder.resolve("store");
    TablesDocumentTest.write(store);
    List<String> blocks = TablesDocumentTest.queries("python");

    assertThat(blocks).hasSize(2);
    assertThat(said(blocks.get(0), store)).contains("digits");
    assertThat(said(blocks.get(1), store)).contains("mean", "count", "in seconds");
  }

  private static String said(String code, Path store) throws Exception {
    Process process =
        new ProcessBuilder(
                PythonNotebookIT.python(), "-c", code.replace("\"sweeps/", "\"" + store + "/"))
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
