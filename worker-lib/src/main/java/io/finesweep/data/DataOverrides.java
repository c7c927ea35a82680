package io.finesweep.data;

import io.finesweep.trial.Section;
import io.finesweep.trial.Settings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Data that are read like those of {@code data}, but for some settings.
 *
 * @param settings that take the place of those of {@code data}
 */
public record DataOverrides(Settings settings) {

  /** What stands at {@code key}: a path, or settings; empty where it is neither. */
  public static Optional<DataOverrides> at(String key, Section section) {
    Object value = section.raw(key);
    if (value instanceof Map<?, ?> overrides) {
      Map<String, Object> texted = new LinkedHashMap<>();
      overrides.forEach((name, setting) -> texted.put(String.valueOf(name), setting));
      return Optional.of(new DataOverrides(Settings.of(texted)));
    }
    return value instanceof String path
        ? Optional.of(new DataOverrides(Settings.of(Map.of("path", path))))
        : Optional.empty();
  }

  /** All settings of these data. */
  public Settings over(Settings data) {
    Map<String, Object> merged = new LinkedHashMap<>(data.tree());
    merged.putAll(settings.tree());
    return Settings.of(merged);
  }
}
