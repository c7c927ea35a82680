package io.finesweep.data;

import io.finesweep.data.TextSpec.End;
import io.finesweep.data.TextSpec.Layout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Looks the words of texts up. */
final class WordNumbers {

  private final ColumnEncoding.Words encoding;
  private final Map<String, Integer> numbers = new HashMap<>();

  WordNumbers(ColumnEncoding.Words encoding) {
    this.encoding = encoding;
    for (int word = 1; word < encoding.words().size(); word++) {
      numbers.put(encoding.words().get(word), word);
    }
  }

  /** Writes the numbers of the words of {@code text} into a row of zeros from {@code start} on. */
  void put(String text, float[] into, int start) {
    List<Integer> words = of(text);
    Layout layout = encoding.layout();
    int count = Math.min(words.size(), layout.length());
    int from = layout.keep() == End.FIRST ? 0 : words.size() - count;
    int to = layout.place() == End.FIRST ? start : start + layout.length() - count;
    for (int i = 0; i < count; i++) {
      into[to + i] = words.get(from + i);
    }
  }

  /** The numbers of all words of {@code text}. */
  List<Integer> of(String text) {
    List<Integer> found = new ArrayList<>();
    for (String word : encoding.tokenizer().words(text)) {
      if (numbers.containsKey(word)) {
        found.add(number(word));
      } else {
        Tokenizer.parts(word).forEach(part -> found.add(number(part)));
      }
    }
    found.removeIf(number -> number < 0);
    if (found.isEmpty() && encoding.unknown() >= 0) {
      found.add(encoding.unknown());
    }
    return found;
  }

  /** How many words {@code texts} have, how many of them are known, and how long texts are. */
  String describe(Column.Texts texts) {
    Map<String, Boolean> words = new HashMap<>();
    int[] lengths = new int[texts.size()];
    for (int row = 0; row < lengths.length; row++) {
      String text = texts.text(row);
      List<String> own = text == null ? List.of() : encoding.tokenizer().words(text);
      own.forEach(word -> words.computeIfAbsent(word, this::isKnown));
      lengths[row] = own.size();
    }
    Arrays.sort(lengths);
    long known = words.values().stream().filter(is -> is).count();
    return String.format(
        Locale.ROOT,
        "text of %,d words, %.1f %% of them known; 90 %% of texts have at most %,d",
        words.size(),
        100.0 * known / Math.max(1, words.size()),
        lengths[(9 * lengths.length + 9) / 10 - 1]);
  }

  private boolean isKnown(String word) {
    return numbers.containsKey(word)
        || Tokenizer.parts(word).stream().allMatch(numbers::containsKey);
  }

  private int number(String word) {
    return numbers.getOrDefault(word, encoding.unknown());
  }
}
