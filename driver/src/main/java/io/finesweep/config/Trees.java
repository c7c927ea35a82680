package io.finesweep.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** HOCON as plain trees; keys are sorted, for HOCON does not keep their order. */
final class Trees {

  private Trees() {}

  /** The tree as maps, lists, texts, numbers, truth values and nulls. */
  static Map<String, @Nullable Object> sorted(ConfigObject object) {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    new TreeMap<>(object).forEach((key, value) -> tree.put(key, plain(value)));
    return tree;
  }

  /** The same for any value. */
  static @Nullable Object plain(ConfigValue value) {
    if (value instanceof ConfigObject object) {
      return sorted(object);
    } else if (value instanceof ConfigList list) {
      List<@Nullable Object> items = new ArrayList<>();
      list.forEach(item -> items.add(plain(item)));
      return items;
    }
    return value.unwrapped();
  }
}
