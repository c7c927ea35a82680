package io.finesweep.trial;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A tree of settings as HOCON or JSON holds it: maps with text keys, lists, texts, numbers, truth
 * values. It is kept as its JSON text, so it is small to send, equal for equal content and cannot
 * change.
 */
public record Settings(String json) implements Serializable {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** No settings at all. */
  public static final Settings EMPTY = new Settings("{}");

  /** The settings that {@code tree} holds. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static Settings of(Map<String, ?> tree) {
    return new Settings(text(tree));
  }

  /** {@code value} as JSON. */
  static String text(@Nullable Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("This cannot be written as JSON: " + value, e);
    }
  }

  /** The tree as maps, lists, texts, numbers and truth values; a copy that the caller owns. */
  @JsonValue
  @SuppressWarnings("unchecked")
  public Map<String, Object> tree() {
    try {
      return (Map<String, Object>) MAPPER.readValue(json, LinkedHashMap.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("These settings are no JSON object: " + json, e);
    }
  }

  /** Reads the settings' keys, collecting what is wrong in {@code problems}. */
  public Section section(String path, List<Problem> problems) {
    return new Section(path, tree(), problems);
  }
}
