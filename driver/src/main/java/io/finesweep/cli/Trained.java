package io.finesweep.cli;

import io.finesweep.config.ElementNames;
import io.finesweep.config.SweepConfiguration;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.Section;
import io.finesweep.trial.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a point of a sweep is trained with, by the paths that parameters go by.
 *
 * @param settings the {@code fine-tuning} section with the point's values in place
 * @param defaults what holds where they set nothing; empty where only another program knows
 */
record Trained(Map<String, Object> settings, Map<String, Object> defaults) {

  /** What {@code point} is trained with. */
  static Trained of(SweepConfiguration sweep, Configuration point) {
    return new Trained(
        sweep.spec().fineTuning().fill(point).tree(), sweep.resolved().defaults().tree());
  }

  /** The value that is set at {@code path}, or the name of the option whose section is. */
  Optional<Value> set(String path) {
    return Optional.ofNullable(at(settings, path)).map(Trained::value);
  }

  /** The value that holds at {@code path} where none is set, as far as it is known. */
  Optional<Value> standard(String path) {
    return Optional.ofNullable(at(defaults, path)).map(Trained::value);
  }

  /** Whether two values are one, however they were written: {@code 1} and {@code 1.0}. */
  static boolean same(Value one, Value other) {
    return (one.plain() instanceof Number a && other.plain() instanceof Number b)
        ? a.doubleValue() == b.doubleValue()
        : one.equals(other);
  }

  private static @Nullable Object at(@Nullable Object node, String path) {
    if (node instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        Object found = at(String.valueOf(entry.getKey()), entry.getValue(), path);
        if (found != null) {
          return found;
        }
      }
    } else if (node instanceof List<?> list) {
      return at(list, path);
    }
    return null;
  }

  private static @Nullable Object at(String name, @Nullable Object node, String path) {
    if (path.equals(name)) {
      return node;
    }
    return path.startsWith(name + ".") ? at(node, path.substring(name.length() + 1)) : null;
  }

  private static @Nullable Object at(List<?> list, String path) {
    List<String> names = ElementNames.of(list);
    for (int i = 0; i < names.size(); i++) {
      boolean isNamed = list.get(i) instanceof Map<?, ?> map && map.size() == 1;
      Object node = isNamed ? ((Map<?, ?>) list.get(i)).values().iterator().next() : list.get(i);
      Object found = at(names.get(i), node, path);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static @Nullable Value value(Object written) {
    if (written instanceof Map<?, ?> map) {
      return map.size() == 1
          ? new Value.Text(String.valueOf(map.keySet().iterator().next()))
          : null;
    } else if (written instanceof List) {
      return new Value.Text(Section.shown(written));
    }
    return Value.of(written);
  }
}
