package io.finesweep.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;

/** Reads which words have a number. */
final class LexiconReader {

  private static final Set<String> UNKNOWN = Set.of("[UNK]", "<unk>", "<UNK>", "[unk]", "<OOV>");

  private final TextSpec spec;
  private final Configuration configuration;

  LexiconReader(TextSpec spec, Configuration configuration) {
    this.spec = spec;
    this.configuration = configuration;
  }

  /** The words that can be told apart in {@code texts}, one of {@code spec}'s column. */
  Lexicon read(Column.Texts texts) throws IOException {
    Set<String> found = words(texts);
    if (spec.vectors() != null) {
      return new VectorsFile(spec.vectors(), configuration).read(found, spec.moreWords());
    }
    Lexicon lexicon = vocabulary(String.valueOf(spec.vocabulary()));
    if (lexicon.words().stream().noneMatch(found::contains)) {
      throw unrelated(String.valueOf(spec.vocabulary()), found);
    }
    return lexicon;
  }

  /** All words and their parts. */
  private Set<String> words(Column.Texts texts) {
    Set<String> found = new HashSet<>();
    boolean[] occurs = new boolean[texts.levels().size()];
    for (int code : texts.codes()) {
      if (code >= 0 && !occurs[code]) {
        occurs[code] = true;
        for (String word : spec.tokenizer().words(texts.levels().get(code))) {
          if (found.add(word)) {
            found.addAll(Tokenizer.parts(word));
          }
        }
      }
    }
    return found;
  }

  /** One word a line, whose number, from 0, is the word's. */
  private Lexicon vocabulary(String path) throws IOException {
    List<String> words = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    int unknown = -1;
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                DataFiles.at(path, configuration).open(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String word = line.strip();
        if (!seen.add(word) && !word.isEmpty()) {
          throw new InvalidData(
              "%s, line %d: '%s' occurs twice; a word has one number.\nMaybe the file is no list of words."
                  .formatted(path, words.size() + 1, word));
        }
        unknown = UNKNOWN.contains(word) ? words.size() : unknown;
        words.add(word);
      }
    }
    if (words.size() < 2) {
      throw new InvalidData(
          path
              + " holds no word: its first line stands for no word, each further one for one.\n"
              + "Maybe another file was meant.");
    }
    return new Lexicon(words, unknown, new float[0]);
  }

  static InvalidData unrelated(String path, Set<String> found) {
    String some = String.join(", ", found.stream().sorted().limit(5).toList());
    return new InvalidData(
        path
            + " holds none of the "
            + found.size()
            + " words of the texts, such as "
            + some
            + ".\nMaybe it is of another language, or data.text.lower-case must be set otherwise.");
  }
}
