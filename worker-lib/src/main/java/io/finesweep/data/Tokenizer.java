package io.finesweep.data;

import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * How a text is taken apart: letters and digits that stand together are one word, an apostrophe
 * between two letters too; any other sign is a word by itself.
 *
 * @param lowerCase whether words are brought to lower case
 */
public record Tokenizer(boolean lowerCase) {

  private static final Pattern WORDS =
      Pattern.compile("[\\p{L}\\p{M}\\p{N}]+(?:['’][\\p{L}\\p{M}]+)*|[^\\s\\p{Z}\\p{C}]");

  /** The words of {@code text}, in order; joined by spaces they are taken apart the same way. */
  public List<String> words(String text) {
    String cased = lowerCase ? text.toLowerCase(Locale.ROOT) : text;
    return WORDS
        .matcher(cased)
        .results()
        .map(MatchResult::group)
        .map(word -> word.replace('’', '\''))
        .toList();
  }

  /**
   * The parts of a contraction, as the Penn Treebank parts it: {@code don't} is {@code do} and
   * {@code n't}, {@code it's} is {@code it} and {@code 's}; a word without an apostrophe is whole.
   */
  static List<String> parts(String word) {
    int apostrophe = word.indexOf('\'');
    if (apostrophe <= 0) {
      return List.of(word);
    }
    boolean not = apostrophe > 1 && word.regionMatches(true, apostrophe - 1, "n't", 0, 3);
    int at = not ? apostrophe - 1 : apostrophe;
    return List.of(word.substring(0, at), word.substring(at));
  }
}
