package io.finesweep.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import io.finesweep.trial.Problem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where each path of a configuration was written. */
final class Places {

  private final Map<String, Place> places = new HashMap<>();

  /** Notes where {@code value} and all that it holds were written. */
  void addAll(String path, ConfigValue value) {
    add(path, value);
    if (value instanceof ConfigObject object) {
      object.forEach((key, inner) -> addAll(below(path, key), inner));
    } else if (value instanceof ConfigList list) {
      List<String> names = ElementNames.of(list.unwrapped());
      for (int i = 0; i < list.size(); i++) {
        ConfigValue element = list.get(i);
        addAll(below(path, String.valueOf(i + 1)), element);
        String name = below(path, names.get(i));
        addAll(name, element instanceof ConfigObject object ? onlyValue(object) : element);
      }
    }
  }

  /** Notes where {@code value} was written. */
  void add(String path, ConfigValue value) {
    places.put(path, Place.of(value.origin()));
  }

  /** The place of {@code path}; where it was not written, of the nearest that holds it. */
  Place of(String path) {
    Place place = places.get(path);
    if (place != null) {
      return place;
    }
    int dot = path.lastIndexOf('.');
    return path.isEmpty() ? new Place("?", 0) : of(dot < 0 ? "" : path.substring(0, dot));
  }

  /** The problem with its place. */
  LocatedProblem locate(Problem problem) {
    return new LocatedProblem(of(problem.path()), problem);
  }

  static String below(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private static ConfigValue onlyValue(ConfigObject object) {
    return object.size() == 1 ? object.values().iterator().next() : object;
  }
}
