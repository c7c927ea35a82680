package io.finesweep.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A Jupyter notebook of the repository. */
record Notebook(Path file, JsonNode content) {

  static final Path FOLDER = Path.of("..", "notebooks");

  static Notebook read(String name) throws IOException {
    Path file = FOLDER.resolve(name);
    return new Notebook(file, new ObjectMapper().readTree(Files.readAllBytes(file)));
  }

  static List<Notebook> all() throws IOException {
    List<Notebook> all = new ArrayList<>();
    try (var files = Files.list(FOLDER)) {
      for (Path file : files.sorted().toList()) {
        if (file.toString().endsWith(".ipynb")) {
          all.add(read(file.getFileName().toString()));
        }
      }
    }
    return all;
  }

  /** The cells of code. */
  List<JsonNode> code() {
    List<JsonNode> cells = new ArrayList<>();
    for (JsonNode cell : content.get("cells")) {
      if (cell.get("cell_type").textValue().equals("code")) {
        cells.add(cell);
      }
    }
    return cells;
  }

  /** What a cell holds, without the lines that are for a kernel alone. */
  static String source(JsonNode cell) {
    StringBuilder text = new StringBuilder();
    for (JsonNode line : cell.get("source")) {
      if (!line.textValue().startsWith("%")) {
        text.append(line.textValue());
      }
    }
    return text.toString();
  }
}
