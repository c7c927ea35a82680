package io.finesweep.build;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The arrows that the design draws from package to package; an arrow allows what it reaches. */
final class Arrows extends ArchCondition<JavaClass> {
  private static final String ROOT = "io.finesweep";

  private static final Map<String, Set<String>> DRAWN =
      Map.ofEntries(
          Map.entry("trial", Set.of()),
          Map.entry("metric", Set.of("trial")),
          Map.entry("data", Set.of("trial")),
          Map.entry("engine", Set.of("data", "metric")),
          Map.entry("engine.dl4j", Set.of("engine")),
          Map.entry("fold", Set.of("engine")),
          Map.entry("space", Set.of("trial", "metric")),
          Map.entry("history", Set.of("trial", "metric")),
          Map.entry("sampler", Set.of("space", "history")),
          Map.entry("schedule", Set.of("sampler")),
          Map.entry("sweep", Set.of("schedule")),
          Map.entry("spark", Set.of("sweep", "fold", "engine.dl4j")),
          Map.entry("store", Set.of("sweep")),
          Map.entry("analysis", Set.of("history", "space", "engine", "data")),
          Map.entry("report", Set.of("analysis")),
          Map.entry("config", Set.of("sweep", "engine")),
          Map.entry("cli", Set.of("config", "spark", "store", "report")));

  Arrows() {
    super("follow the arrows of the design");
  }

  @Override
  public void check(JavaClass from, ConditionEvents events) {
    String origin = packageOf(from);
    if (!DRAWN.containsKey(origin)) {
      events.add(
          SimpleConditionEvent.violated(
              from, from.getName() + " lives in a package that the design does not draw"));
      return;
    }
    Set<String> allowed = reachableFrom(origin);
    for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
      JavaClass to = dependency.getTargetClass().getBaseComponentType();
      if (isOurs(to) && !allowed.contains(packageOf(to))) {
        events.add(
            SimpleConditionEvent.violated(
                dependency,
                "no arrow %s → %s: %s"
                    .formatted(origin, packageOf(to), dependency.getDescription())));
      }
    }
  }

  static boolean isOurs(JavaClass type) {
    return type.getPackageName().equals(ROOT) || type.getPackageName().startsWith(ROOT + ".");
  }

  private static String packageOf(JavaClass type) {
    return type.getPackageName().replaceFirst("^io\\.finesweep\\.?", "");
  }

  private static Set<String> reachableFrom(String origin) {
    Set<String> reached = new HashSet<>();
    reach(origin, reached);
    return reached;
  }

  private static void reach(String name, Set<String> reached) {
    if (reached.add(name)) {
      DRAWN.getOrDefault(name, Set.of()).forEach(next -> reach(next, reached));
    }
  }
}
