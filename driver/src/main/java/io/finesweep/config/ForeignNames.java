package io.finesweep.config;

import static java.util.Map.entry;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import io.finesweep.trial.Names;
import io.finesweep.trial.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The names of distributions as people misspell them, or know them from other programs. */
final class ForeignNames {

  private static final Set<String> BESIDE = Set.of("grid", "step", "default", "order");
  private static final int LETTERS_PER_SLIP = 4;
  private static final Map<String, Kind> ELSEWHERE =
      Map.ofEntries(
          entry("normal", Kind.UNIFORM),
          entry("gaussian", Kind.UNIFORM),
          entry("quniform", Kind.UNIFORM),
          entry("uniformfloat", Kind.UNIFORM),
          entry("float", Kind.UNIFORM),
          entry("double", Kind.UNIFORM),
          entry("real", Kind.UNIFORM),
          entry("continuous", Kind.UNIFORM),
          entry("range", Kind.UNIFORM),
          entry("lognormal", Kind.LOG_UNIFORM),
          entry("qloguniform", Kind.LOG_UNIFORM),
          entry("logfloat", Kind.LOG_UNIFORM),
          entry("integer", Kind.INT),
          entry("randint", Kind.INT),
          entry("qrandint", Kind.INT),
          entry("uniformint", Kind.INT),
          entry("lograndint", Kind.LOG_INT),
          entry("loginteger", Kind.LOG_INT),
          entry("loguniformint", Kind.LOG_INT),
          entry("categorical", Kind.CHOICE),
          entry("category", Kind.CHOICE),
          entry("categorie", Kind.CHOICE),
          entry("choose", Kind.CHOICE),
          entry("discrete", Kind.CHOICE),
          entry("nominal", Kind.CHOICE),
          entry("oneof", Kind.CHOICE),
          entry("option", Kind.CHOICE),
          entry("value", Kind.CHOICE));

  private ForeignNames() {}

  /**
   * A section that was probably meant to be a distribution.
   *
   * @param key that it has in place of a distribution's
   * @param kind the distribution that was probably meant
   */
  record Meant(String key, Kind kind) {

    /** What is wrong with it at {@code path}. */
    Problem problem(String path) {
      return new Problem(
          path,
          "'" + path + "' has no distribution: '" + key + "' is none.",
          "Maybe you meant '"
              + kind.key()
              + "', of "
              + String.join(", ", Kind.keys())
              + ". What never changes can be left out: only parameters are handed out.");
    }
  }

  /**
   * What {@code section}, which has no distribution's key, was meant to be. It is only taken for a
   * distribution where it holds one list, and nothing else but what may stand beside one.
   */
  static Optional<Meant> in(ConfigObject section) {
    List<String> keys = section.keySet().stream().filter(key -> !BESIDE.contains(key)).toList();
    return keys.size() == 1 && section.get(keys.get(0)) instanceof ConfigList
        ? kind(keys.get(0)).map(kind -> new Meant(keys.get(0), kind))
        : Optional.empty();
  }

  private static Optional<Kind> kind(String key) {
    String name = bare(key);
    Kind known = ELSEWHERE.get(name);
    return known != null
        ? Optional.of(known)
        : Arrays.stream(Kind.values()).filter(kind -> isNear(name, bare(kind.key()))).findFirst();
  }

  private static boolean isNear(String name, String known) {
    return Names.distance(name, known) <= known.length() / LETTERS_PER_SLIP;
  }

  /** Without case, hyphens and the like, and without the ending of a plural. */
  private static String bare(String name) {
    String letters = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    return letters.length() > 3 && letters.endsWith("s")
        ? letters.substring(0, letters.length() - 1)
        : letters;
  }
}
