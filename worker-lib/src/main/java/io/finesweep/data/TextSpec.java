package io.finesweep.data;

import io.finesweep.trial.Section;
import io.finesweep.trial.Section.Range;
import org.jspecify.annotations.Nullable;

/**
 * A column of texts that models read word by word: {@code data.text}.
 *
 * @param column its name
 * @param tokenizer how a text is taken apart
 * @param layout how the words of a text fill a row
 * @param vectors the file of word vectors whose words are known; null where a vocabulary says them
 * @param vocabulary the file that says which word has which number; null where vectors do
 * @param moreWords how many words from the beginning of {@code vectors} are known beside those that
 *     occur
 */
public record TextSpec(
    String column,
    Tokenizer tokenizer,
    Layout layout,
    @Nullable String vectors,
    @Nullable String vocabulary,
    int moreWords) {

  private static final int LENGTH = 100;
  private static final int MORE_WORDS = 10_000;

  /** Which end of something. */
  public enum End {
    FIRST,
    LAST
  }

  /**
   * How the words of a text fill a row.
   *
   * @param length how many words a row has
   * @param keep which words of a longer text stay
   * @param place where the words of a shorter text stand
   */
  public record Layout(int length, End keep, End place) {}

  /** Reads {@code text}; null where it is not set. */
  static @Nullable TextSpec read(Section data) {
    if (!data.has("text")) {
      return null;
    }
    for (String key : new String[] {"features", "ignore", "categorical", "shape", "scale"}) {
      if (data.has(key)) {
        data.problem(
            key,
            "'"
                + data.path(key)
                + "' stands beside '"
                + data.path("text")
                + "', whose words are all that models see.",
            "Maybe remove one of the two.");
      }
    }
    Section text = data.section("text");
    TextSpec spec =
        new TextSpec(
            text.required("column", "the column of texts"),
            new Tokenizer(text.flag("lower-case", true)),
            new Layout(
                text.integer("max-length", LENGTH, Range.between(1, 100_000)),
                text.option("keep", End.FIRST),
                text.option("place", End.FIRST)),
            text.text("vectors"),
            text.text("vocabulary"),
            text.integer("more-words", MORE_WORDS, Range.NOT_NEGATIVE));
    if ((spec.vectors == null) == (spec.vocabulary == null)) {
      text.problem(
          "vectors",
          "'"
              + text.path()
              + "' needs either vectors, a file of word vectors, or vocabulary, a file with one"
              + " word a line.",
          "Maybe name the vectors that the base model stands on, or the words in its order.");
    }
    text.end();
    return spec;
  }
}
