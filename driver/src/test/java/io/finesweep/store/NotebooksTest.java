package io.finesweep.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The notebooks as they are committed; the one in Java is run here, cell by cell, by JShell. */
class NotebooksTest {

  @TempDir private Path folder;

  @Test
  void haveTenCellsAndNoOutputs() throws Exception {
    List<Notebook> all = Notebook.all();

    assertThat(all).hasSize(2);
    for (Notebook notebook : all) {
      assertThat(notebook.code()).as(notebook.file().toString()).hasSize(10);
      for (JsonNode cell : notebook.code()) {
        assertThat(cell.get("outputs")).as(notebook.file().toString()).isEmpty();
        assertThat(cell.get("execution_count").isNull()).as(notebook.file().toString()).isTrue();
      }
    }
  }

  @Test
  void theOneInJavaGoesFromTablesToInsight() throws Exception {
    Path sweep = folder.resolve("store/digits");
    NotebookSweep.write(sweep);
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    String before = System.getProperty("finesweep.sweep");
    System.setProperty("finesweep.sweep", sweep.toString());
    PrintStream out = System.out;
    System.setOut(new PrintStream(shown, true, StandardCharsets.UTF_8));
    try (JShell shell = JShell.builder().executionEngine("local").build()) {
      shell.addToClasspath(System.getProperty("java.class.path"));
      for (JsonNode cell : Notebook.read("insight-java.ipynb").code()) {
        run(shell, Notebook.source(cell));
      }
    } finally {
      System.setOut(out);
      if (before == null) {
        System.clearProperty("finesweep.sweep");
      } else {
        System.setProperty("finesweep.sweep", before);
      }
    }

    assertThat(shown.toString(StandardCharsets.UTF_8))
        .contains("complete", "40", "difference", "correlation", "param_learning_rate", "best_to");
  }

  private static void run(JShell shell, String cell) {
    String left = cell;
    while (!left.isBlank()) {
      SourceCodeAnalysis.CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(left);
      String piece = next.source() == null ? left : next.source();
      for (SnippetEvent event : shell.eval(piece)) {
        String faults =
            shell.diagnostics(event.snippet()).map(d -> d.getMessage(null)).toList().toString();
        assertThat(event.status()).as(piece + faults).isEqualTo(Snippet.Status.VALID);
        assertThat(event.exception()).as(piece).isNull();
      }
      left = next.source() == null ? "" : next.remaining();
    }
  }
}
