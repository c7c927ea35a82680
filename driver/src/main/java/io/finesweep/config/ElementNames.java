package io.finesweep.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How the elements of a list are named in paths. */
public final class ElementNames {

  private ElementNames() {}

  /**
   * The names of {@code elements}, plain values all: a text by itself, a section with one key, if
   * it is no distribution, by that key, both numbered where repeated ({@code rotate}, {@code
   * rotate-2}), all others by their position from 1.
   */
  public static List<String> of(List<?> elements) {
    Map<String, Integer> counts = new HashMap<>();
    List<String> names = new ArrayList<>();
    for (Object element : elements) {
      String name = String.valueOf(names.size() + 1);
      if (element instanceof Map<?, ?> map && map.size() == 1 && Kind.of(map).isEmpty()) {
        name = numbered(String.valueOf(map.keySet().iterator().next()), counts);
      } else if (element instanceof String text) {
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
}
