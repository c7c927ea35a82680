package io.finesweep.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The notebook in Python, run by a kernel of its own as {@code nbclient} does. */
@Tag("tools")
class PythonNotebookIT {

  /** Where CI installs {@code notebooks/requirements.txt}. */
  private static final Path PYTHON = Path.of("target", "python", "bin", "python");

  private static final String RUN =
      """
      import sys, nbformat
      from nbclient import NotebookClient
      notebook = nbformat.read(sys.argv[1], as_version=4)
      nbformat.validate(notebook)
      NotebookClient(notebook, kernel_name="python3", timeout=600, startup_timeout=600).execute()
      for cell in notebook.cells:
          for output in cell.get("outputs", []):
              print(output.get("text") or output.get("data", {}).get("text/plain", ""))
      """;

  @TempDir private Path folder;

  @Test
  void goesFromTablesToInsight() throws Exception {
    Path sweep = folder.resolve("store/digits");
    NotebookSweep.write(sweep);
    Path notebook = Notebook.FOLDER.resolve("insight-python.ipynb").toRealPath();
    ProcessBuilder builder =
        new ProcessBuilder(python(), "-c", RUN, notebook.toString()).redirectErrorStream(true);
    builder.environment().put("FINESWEEP_SWEEP", sweep.toString());
    builder.environment().put("MPLBACKEND", "agg");
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said).contains("complete", "param_learning_rate", "rank correlation", "cat");
  }

  static String python() throws IOException {
    if (!Files.exists(PYTHON)) {
      throw new AssertionError(
          "There is no Python at driver/"
              + PYTHON
              + ".\nMaybe python3 -m venv driver/target/python &&"
              + " driver/target/python/bin/pip install -r notebooks/requirements.txt.");
    }
    return PYTHON.toAbsolutePath().toString();
  }
}
