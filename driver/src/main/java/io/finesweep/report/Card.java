package io.finesweep.report;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A document of a few sections, written as Markdown or HTML.
 *
 * @param title of the whole
 */
public record Card(String title, List<Section> sections) {

  public Card {
    sections = List.copyOf(sections);
  }

  /**
   * A part of the document.
   *
   * @param table its header first; none where there is no table
   * @param code as it is typed; empty for none
   */
  public record Section(
      String heading, List<String> paragraphs, List<List<String>> table, String code) {
    public Section {
      paragraphs = List.copyOf(paragraphs);
      table = table.stream().map(List::copyOf).toList();
    }
  }

  /** The document in Markdown. */
  String markdown() {
    StringBuilder text = new StringBuilder("# ").append(plain(title)).append('\n');
    for (Section section : sections) {
      text.append("\n## ").append(plain(section.heading())).append('\n');
      section.paragraphs().forEach(p -> text.append('\n').append(plain(p)).append('\n'));
      if (!section.table().isEmpty()) {
        text.append('\n');
        List<String> head = section.table().get(0);
        text.append(line(head)).append("|---".repeat(head.size())).append("|\n");
        section.table().stream().skip(1).forEach(row -> text.append(line(row)));
      }
      if (!section.code().isEmpty()) {
        text.append("\n```\n").append(section.code().replace("```", "` ` `")).append("\n```\n");
      }
    }
    return text.toString();
  }

  private static String line(List<String> cells) {
    return cells.stream().map(Card::plain).collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  /** Nothing in a text may be taken for Markdown or HTML. */
  private static String plain(String text) {
    return text.replaceAll("[\\\\`*_|<>\\[\\]#]", "\\\\$0").replaceAll("\\s*\\R\\s*", " ");
  }
}
