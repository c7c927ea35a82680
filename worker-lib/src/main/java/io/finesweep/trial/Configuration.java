package io.finesweep.trial;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** One point of a search space: the values of its active parameters, by path. */
public record Configuration(@JsonValue SortedMap<String, Value> values) implements Serializable {

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public Configuration {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  /** The configuration with these values. */
  public static Configuration of(Map<String, Value> values) {
    return new Configuration(new TreeMap<>(values));
  }

  /** The value of the parameter at {@code path}, empty where it is not active. */
  public Optional<Value> value(String path) {
    return Optional.ofNullable(values.get(path));
  }

  /** A text that is equal for equal points and differs for different ones. */
  public String key() {
    StringBuilder key = new StringBuilder();
    for (Map.Entry<String, Value> entry : values.entrySet()) {
      key.append(key.isEmpty() ? "" : ";").append(entry.getKey()).append('=');
      if (entry.getValue() instanceof Value.Text text) {
        // Quoted, for the text "1" is not the number 1, and a text may hold a semicolon.
        key.append('"').append(text.text().replace("\\", "\\\\").replace("\"", "\\\""));
        key.append('"');
      } else {
        key.append(entry.getValue().plain());
      }
    }
    return key.toString();
  }
}
