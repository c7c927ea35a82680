package io.finesweep.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import io.finesweep.trial.Problem;
import java.util.ArrayList;
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
      List<String> names = elementNames(list);
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

  /**
   * How the elements of a list are named in paths: a text by itself, a section with one key, if it
   * is no distribution, by that key, both numbered where repeated ({@code rotate}, {@code
   * rotate-2}), all others by their position from 1.
   */
  static List<String> elementNames(ConfigList list) {
    Map<String, Integer> counts = new HashMap<>();
    List<String> names = new ArrayList<>();
    for (ConfigValue element : list) {
      String name = String.valueOf(names.size() + 1);
      if (element instanceof ConfigObject object
          && object.size() == 1
          && Kind.of(object).isEmpty()) {
        name = numbered(object.keySet().iterator().next(), counts);
      } else if (element.unwrapped() instanceof String text) {
        name = numbered(text, counts);
      }
      names.add(name);
    }
    return names;
  }

  private static String numbered(String name, Map<String, Integer> counts) {
    int count = counts.merge(name, 1, Integer::sum);
    return count == 1 ? name : name + "-" + count;
  }

  private static ConfigValue onlyValue(ConfigObject object) {
    return object.size() == 1 ? object.values().iterator().next() : object;
  }
}
