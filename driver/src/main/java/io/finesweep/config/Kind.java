package io.finesweep.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How the values of a parameter are distributed. */
enum Kind {
  UNIFORM,
  LOG_UNIFORM,
  INT,
  LOG_INT,
  ORDINAL,
  CHOICE;

  /** The key that it is written with. */
  String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** All keys. */
  static List<String> keys() {
    return Arrays.stream(values()).map(Kind::key).toList();
  }

  /** The kinds that {@code section} has the keys of; none where it is no distribution. */
  static List<Kind> of(Map<?, ?> section) {
    return Arrays.stream(values()).filter(kind -> section.containsKey(kind.key())).toList();
  }
}
