package io.finesweep.config;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import io.finesweep.trial.Section;
import io.finesweep.trial.Settings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A configuration with everything in place and secrets redacted.
 *
 * @param text HOCON that can be loaded again
 * @param values each value by its path, those left out that say what holds anyway; equal for
 *     configurations that mean the same
 * @param defaults what holds where {@code fine-tuning} sets nothing, the manual's; empty where
 *     another program trains
 */
public record Resolved(String text, SortedMap<String, String> values, Settings defaults) {

  private static final ConfigRenderOptions READABLE =
      ConfigRenderOptions.defaults().setOriginComments(false).setComments(false).setJson(false);

  public Resolved {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  /**
   * What {@code source} comes to.
   *
   * @param name of the sweep: the file's where none is set, and the text goes into another file
   */
  static Resolved of(Source source, String name) {
    ConfigValue named = ConfigValueFactory.fromAnyRef(name);
    ConfigObject root = source.root().toConfig().withValue("sweep.name", named).root();
    ConfigValue redacted = ConfigValueFactory.fromAnyRef(redacted(root, ""));
    SortedMap<String, String> values = new TreeMap<>();
    flatten("", redacted, values);
    ConfigObject manual =
        source.schema() == Measuring.INSIDE
            ? Reference.config().root()
            : ConfigFactory.empty().root();
    SortedMap<String, String> defaults = new TreeMap<>();
    flatten("", manual, defaults);
    values.entrySet().removeAll(defaults.entrySet());
    return new Resolved(
        ((ConfigObject) redacted).render(READABLE),
        values,
        manual.get(Source.FINE_TUNING) instanceof ConfigObject fineTuning
            ? Settings.of(fineTuning.unwrapped())
            : Settings.EMPTY);
  }

  private static @Nullable Object redacted(ConfigValue value, String path) {
    if (value instanceof ConfigObject object) {
      Map<String, @Nullable Object> tree = new LinkedHashMap<>();
      new TreeMap<>(object)
          .forEach((key, inner) -> tree.put(key, redacted(inner, Places.below(path, key))));
      return tree;
    } else if (value instanceof ConfigList list) {
      List<@Nullable Object> items = new ArrayList<>();
      list.forEach(inner -> items.add(redacted(inner, path)));
      return items;
    } else if (value.valueType() == ConfigValueType.NULL) {
      return null;
    }
    return Secrets.isSecret(path) ? Secrets.REDACTED : Secrets.withoutUser(value.unwrapped());
  }

  private static void flatten(String path, ConfigValue value, SortedMap<String, String> into) {
    if (value instanceof ConfigObject object && !object.isEmpty()) {
      object.forEach((key, inner) -> flatten(Places.below(path, key), inner, into));
    } else if (value.valueType() != ConfigValueType.NULL) {
      into.put(path, plain(value.unwrapped()));
    }
  }

  /** One text for one value, however it was written: {@code 1e-3} and {@code 0.001}. */
  private static String plain(Object value) {
    if (value instanceof Number number && number.doubleValue() == number.longValue()) {
      return String.valueOf(number.longValue());
    }
    return value instanceof List || value instanceof Map
        ? Section.shown(value)
        : String.valueOf(value);
  }
}
