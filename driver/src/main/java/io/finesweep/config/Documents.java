package io.finesweep.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigResolver;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import io.finesweep.trial.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads HOCON documents with includes, overrides and substitutions. */
final class Documents {

  private static final Pattern PLAIN = Pattern.compile("[\\p{Alnum}_.\\- ]+");
  private static final Pattern UNRESOLVED = Pattern.compile("\\$\\{\\??([^}]*)}");

  private static final Pattern PROPERTIES =
      Pattern.compile(", or you may be able to rename the file [.]properties rather than [.]conf");

  private final TextFiles files;

  Documents(TextFiles files) {
    this.files = files;
  }

  /**
   * The document at {@code location} with each {@code path=value} of {@code overrides} in place of
   * what it says there, later ones over earlier ones.
   *
   * @throws InvalidConfiguration if one of them cannot be read
   */
  ConfigObject read(String location, List<String> overrides) {
    List<LocatedProblem> problems = new ArrayList<>();
    Config document = ConfigFactory.empty();
    try {
      document = parse(files.read(location), options(location, new Includes(files, location)));
    } catch (InvalidConfiguration invalid) {
      problems.addAll(invalid.problems());
    }
    for (String override : overrides) {
      try {
        document = overridden(document, override);
      } catch (InvalidConfiguration invalid) {
        problems.addAll(invalid.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidConfiguration(problems);
    }
    return Dated.named(resolved(document)).root();
  }

  static Config parse(String text, ConfigParseOptions options) {
    try {
      return ConfigFactory.parseString(text, options);
    } catch (ConfigException e) {
      throw new InvalidConfiguration(
          place(e, options.getOriginDescription()),
          "This is no HOCON: " + sentence(e),
          "Maybe a quote, a brace, a bracket or a comma is missing or too many, here or just"
              + " before.");
    }
  }

  static ConfigParseOptions options(String location, Includes includes) {
    return ConfigParseOptions.defaults()
        .setSyntax(ConfigSyntax.CONF)
        .setOriginDescription(location)
        .setIncluder(includes);
  }

  private static Config overridden(Config document, String override) {
    Place place = new Place(Place.OVERRIDE + override, 0);
    int equals = override.indexOf('=');
    String path = equals < 0 ? "" : override.substring(0, equals).strip();
    if (path.isEmpty()) {
      throw new InvalidConfiguration(
          place,
          "'" + override + "' is no override: it must be a path, an equals sign and a value.",
          "Maybe write " + Place.OVERRIDE + "sweep.strategy.seed=1, for example.");
    }
    ConfigParseOptions options = ConfigParseOptions.defaults().setOriginDescription(place.source());
    String value = override.substring(equals + 1).strip();
    Config set = parse(path + " = " + hocon(value), options);
    Config cleared = cleared(path, place);
    return set.withFallback(cleared).withFallback(document);
  }

  /** Null at {@code path}: it keeps an object below it from being merged into one above it. */
  private static Config cleared(String path, Place place) {
    try {
      ConfigValue nothing = ConfigValueFactory.fromAnyRef(null, place.source());
      return ConfigFactory.empty().withValue(path, nothing);
    } catch (ConfigException e) {
      throw new InvalidConfiguration(
          place, "'" + path + "' is no path: " + sentence(e), "Maybe put quotes around its keys.");
    }
  }

  /** Structures, quoted texts and substitutions are HOCON; anything else is one plain value. */
  private static String hocon(String value) {
    boolean structure = value.startsWith("{") || value.startsWith("[") || value.startsWith("\"");
    boolean written = structure || value.contains("${") || PLAIN.matcher(value).matches();
    return written ? value : ConfigUtil.quoteString(value);
  }

  private static Config resolved(Config document) {
    Set<String> missing = new HashSet<>();
    List<LocatedProblem> problems = new ArrayList<>();
    while (true) {
      try {
        Config resolved = document.resolve(standIns(missing));
        if (!problems.isEmpty()) {
          throw new InvalidConfiguration(problems);
        }
        return resolved;
      } catch (ConfigException.UnresolvedSubstitution e) {
        Matcher matcher = UNRESOLVED.matcher(String.valueOf(e.getMessage()));
        String name = matcher.find() ? matcher.group(1) : "";
        boolean circle = String.valueOf(e.getMessage()).contains("cycle");
        problems.add(new LocatedProblem(place(e, ""), circle ? circle(name) : unresolved(name)));
        if (circle || !missing.add(name)) {
          throw new InvalidConfiguration(problems);
        }
      } catch (ConfigException e) {
        problems.add(
            new LocatedProblem(
                place(e, document.origin().description()),
                new Problem("", "This cannot be resolved: " + sentence(e), "")));
        throw new InvalidConfiguration(problems);
      }
    }
  }

  private static Problem circle(String name) {
    return new Problem(
        "",
        "'${" + name + "}' stands for itself: it leads back to where it is written.",
        "Maybe write the value in one of the places.");
  }

  private static Problem unresolved(String name) {
    return new Problem(
        "",
        "'${"
            + name
            + "}' stands for nothing: neither a key nor an environment variable has that"
            + " name.",
        "Maybe set the variable, or write ${?" + name + "} to do without.");
  }

  /** Resolves the names that are already known to be missing, to find the others. */
  private static ConfigResolveOptions standIns(Set<String> missing) {
    return ConfigResolveOptions.defaults()
        .appendResolver(
            new ConfigResolver() {
              @Override
              public @Nullable ConfigValue lookup(String path) {
                return missing.contains(path) ? ConfigValueFactory.fromAnyRef("") : null;
              }

              @Override
              public ConfigResolver withFallback(ConfigResolver fallback) {
                return this;
              }
            });
  }

  private static Place place(ConfigException e, String otherwise) {
    return e.origin() == null ? new Place(otherwise, 0) : Place.of(e.origin());
  }

  /** What the library says, without the place that it begins with. */
  private static String sentence(ConfigException e) {
    String message = String.valueOf(e.getMessage());
    String prefix = e.origin() == null ? "" : e.origin().description() + ": ";
    String bare = message.startsWith(prefix) ? message.substring(prefix.length()) : message;
    String fitting = PROPERTIES.matcher(bare).replaceAll("");
    return fitting.endsWith(".") ? fitting : fitting + ".";
  }
}
