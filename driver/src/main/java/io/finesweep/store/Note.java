package io.finesweep.store;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Something that a person wrote about a sweep. A note is never changed; a later one can add to it
 * or take tags away.
 *
 * @param at when, in milliseconds since 1970 UTC
 * @param author the user who wrote it
 * @param text may be empty where there are tags
 * @param tags that the sweep has from now on
 * @param untagged tags that it has no longer
 */
public record Note(long at, String author, String text, List<String> tags, List<String> untagged) {

  private static final Pattern TAG = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._:/=+-]{0,49}");
  private static final int LONGEST = 10_000;

  /**
   * @throws IllegalArgumentException if it says nothing, too much, or has a tag that is none; the
   *     message is for the user
   */
  public Note {
    text = text.strip();
    tags = List.copyOf(tags);
    untagged = List.copyOf(untagged);
    if (text.isEmpty() && tags.isEmpty() && untagged.isEmpty()) {
      throw new IllegalArgumentException(
          "A note needs a text or a tag.\nMaybe write what others should know of this sweep.");
    }
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException(
          "A note of "
              + text.length()
              + " characters is longer than "
              + LONGEST
              + ".\nMaybe write several.");
    }
    tags.forEach(Note::check);
    untagged.forEach(Note::check);
  }

  private static void check(String tag) {
    if (!TAG.matcher(tag).matches()) {
      throw new IllegalArgumentException(
          "'"
              + tag
              + "' is no tag: it must be up to 50 letters, digits and . _ : / = + - without spaces,"
              + " a letter or digit first.\nMaybe '"
              + tag.strip().replaceAll("\\s+", "-")
              + "'.");
    }
  }
}
