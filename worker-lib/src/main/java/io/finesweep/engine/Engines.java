package io.finesweep.engine;

import java.util.Optional;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The engines on the class path. */
public final class Engines {

  private Engines() {}

  /** The engine of this name. */
  public static Optional<Engine> named(String name) {
    return Optional.ofNullable(byName().get(name));
  }

  /** All names. */
  public static SortedSet<String> names() {
    return new TreeSet<>(byName().keySet());
  }

  private static SortedMap<String, Engine> byName() {
    SortedMap<String, Engine> engines = new TreeMap<>();
    for (Engine engine : ServiceLoader.load(Engine.class, Engine.class.getClassLoader())) {
      engines.put(engine.name(), engine);
    }
    return engines;
  }
}
