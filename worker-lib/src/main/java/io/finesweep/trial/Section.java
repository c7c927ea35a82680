package io.finesweep.trial;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads one section of settings. What is wrong is added to a list of problems, never thrown, and
 * the fallback stands in for it, so that one pass finds everything. {@link #end} reports the keys
 * that nobody asked for.
 */
public final class Section {

  private static final String BRACES = "a section in braces";
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
  private static final Pattern DURATION =
      Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*" + "(s|seconds?|m|minutes?|h|hours?|d|days?)");

  private final String path;
  private final Map<String, ?> values;
  private final List<Problem> problems;
  private final SortedSet<String> asked;
  private final TreeSet<String> known = new TreeSet<>();

  Section(String path, Map<String, ?> values, List<Problem> problems) {
    this(path, values, problems, new TreeSet<>());
  }

  private Section(
      String path, Map<String, ?> values, List<Problem> problems, SortedSet<String> asked) {
    this.path = path;
    this.values = values;
    this.problems = problems;
    this.asked = asked;
  }

  private Section inner(String innerPath, Map<String, ?> innerValues) {
    return new Section(innerPath, innerValues, problems, asked);
  }

  /** All paths that were asked for so far, in this section and all that came out of it. */
  public SortedSet<String> asked() {
    return Collections.unmodifiableSortedSet(asked);
  }

  /** Where a number may lie; bounds may be infinite. */
  public record Range(double low, boolean lowIncluded, double high, boolean highIncluded) {
    /** Any finite number. */
    public static final Range ANY =
        new Range(Double.NEGATIVE_INFINITY, false, Double.POSITIVE_INFINITY, false);

    /** Above 0. */
    public static final Range POSITIVE = new Range(0, false, Double.POSITIVE_INFINITY, false);

    /** At least 0. */
    public static final Range NOT_NEGATIVE = new Range(0, true, Double.POSITIVE_INFINITY, false);

    /** From 0 to 1, both included. */
    public static final Range SHARE = new Range(0, true, 1, true);

    /** At least 0 and below 1. */
    public static final Range BELOW_ONE = new Range(0, true, 1, false);

    /** At least {@code low}. */
    public static Range atLeast(double low) {
      return new Range(low, true, Double.POSITIVE_INFINITY, false);
    }

    /** From {@code low} to {@code high}, both included. */
    public static Range between(double low, double high) {
      return new Range(low, true, high, true);
    }

    boolean holds(double number) {
      return Double.isFinite(number)
          && (lowIncluded ? number >= low : number > low)
          && (highIncluded ? number <= high : number < high);
    }

    @Override
    public String toString() {
      String below = highIncluded ? "at most " + plain(high) : "below " + plain(high);
      String above = lowIncluded ? "at least " + plain(low) : "above " + plain(low);
      if (Double.isInfinite(low)) {
        return Double.isInfinite(high) ? "a finite number" : below;
      }
      return Double.isInfinite(high) ? above : above + " and " + below;
    }

    private String of(String kind) {
      return equals(ANY) ? kind : kind + ", " + this;
    }

    /** As people write numbers: 64, 0.0001, 1e-7. */
    private static String plain(double number) {
      double size = Math.abs(number);
      return size == 0 || (size >= 1e-4 && size < 1e15)
          ? BigDecimal.valueOf(number).stripTrailingZeros().toPlainString()
          : Double.toString(number).replace(".0E", "e").replace('E', 'e');
    }
  }

  /** One of several kinds of a thing, with its own settings: {@code adam} or {@code {adam {…}}}. */
  public record Variant(String name, Section options) {}

  /** The section's path from the root, empty for the root. */
  public String path() {
    return path;
  }

  /** The path of {@code key} from the root. */
  public String path(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  /** Whether {@code key} is set. */
  public boolean has(String key) {
    known.add(key);
    asked.add(path(key));
    return values.get(key) != null;
  }

  /** The keys that are set, in the order written. */
  public List<String> keys() {
    return List.copyOf(values.keySet());
  }

  /** The value of {@code key} as it was written, null where it is not set. */
  public @Nullable Object raw(String key) {
    known.add(key);
    asked.add(path(key));
    return values.get(key);
  }

  /** The number at {@code key}. */
  public double number(String key, double fallback, Range range) {
    Object value = raw(key);
    if (value == null) {
      return fallback;
    }
    Double number = numeric(value);
    if (number != null && range.holds(number)) {
      return number;
    }
    refuse(key, value, range.of("a number"), fallback);
    return fallback;
  }

  /** The whole number at {@code key}. */
  public long whole(String key, long fallback, Range range) {
    Object value = raw(key);
    if (value == null) {
      return fallback;
    }
    Double number = numeric(value);
    if (number != null && number == Math.rint(number) && range.holds(number)) {
      return value instanceof Number exact ? exact.longValue() : number.longValue();
    }
    refuse(key, value, range.of("a whole number"), (double) fallback);
    return fallback;
  }

  /** The whole number at {@code key}, which must fit 32 bits. */
  public int integer(String key, int fallback, Range range) {
    long number = whole(key, fallback, range);
    if (number != (int) number) {
      refuse(key, number, "at most " + Integer.MAX_VALUE, fallback);
      return fallback;
    }
    return (int) number;
  }

  /** The truth value at {@code key}. */
  public boolean flag(String key, boolean fallback) {
    Object value = raw(key);
    if (value instanceof Boolean flag) {
      return flag;
    } else if ("true".equals(value) || "false".equals(value)) {
      return "true".equals(value);
    } else if (value != null) {
      problem(key, is(key, value, "true or false"), orLeaveItOut(String.valueOf(fallback)));
    }
    return fallback;
  }

  /** The text at {@code key}. */
  public String text(String key, String fallback) {
    String text = text(key);
    return text == null ? fallback : text;
  }

  /** The text at {@code key}, null where it is not set. */
  public @Nullable String text(String key) {
    Object value = raw(key);
    if (value == null || value instanceof String) {
      return (String) value;
    }
    if (value instanceof Number || value instanceof Boolean) {
      return value.toString();
    }
    problem(key, is(key, value, "a text"), "Maybe write one value, in quotes.");
    return null;
  }

  /** The text at {@code key}; where it is not set, that is a problem and the text is empty. */
  public String required(String key, String what) {
    if (!has(key)) {
      problems.add(
          new Problem(
              path(key),
              "'" + path(key) + "' is missing: it names " + what + ".",
              "Maybe add " + key + " to '" + path + "'."));
      return "";
    }
    return text(key, "");
  }

  /** The texts at {@code key}: a list, or one alone. */
  public List<String> texts(String key, List<String> fallback) {
    Object value = raw(key);
    if (value == null) {
      return fallback;
    }
    Collection<?> items = value instanceof Collection<?> list ? list : List.of(value);
    List<String> texts = new ArrayList<>();
    for (Object item : items) {
      if (item instanceof Map || item instanceof Collection || item == null) {
        problem(key, is(key, value, "a list of texts"), "Maybe write it as [a, b].");
        return fallback;
      }
      texts.add(item.toString());
    }
    return texts;
  }

  /** The numbers at {@code key}: a list, or one alone. */
  public List<Double> numbers(String key, List<Double> fallback, Range range) {
    Object value = raw(key);
    if (value == null) {
      return fallback;
    }
    Collection<?> items = value instanceof Collection<?> list ? list : List.of(value);
    List<Double> numbers = new ArrayList<>();
    for (Object item : items) {
      Double number = numeric(item);
      if (number == null || !range.holds(number)) {
        String rule =
            range.equals(Range.ANY) ? "a list of numbers" : "a list of numbers, each " + range;
        problem(key, is(key, value, rule), "Maybe write it as [1, 2].");
        return fallback;
      }
      numbers.add(number);
    }
    return numbers;
  }

  /** The option at {@code key}, written in lower case with hyphens. */
  public <E extends Enum<E>> E option(String key, E fallback) {
    String text = text(key);
    if (text == null) {
      return fallback;
    }
    E[] options = fallback.getDeclaringClass().getEnumConstants();
    for (E option : options) {
      if (hyphenated(option).equals(text)) {
        return option;
      }
    }
    List<String> names = Arrays.stream(options).map(Section::hyphenated).toList();
    notOneOf(key, text, names);
    return fallback;
  }

  /** The section at {@code key}, an empty one where it is not set. */
  public Section section(String key) {
    Object value = raw(key);
    if (value instanceof Map<?, ?> map) {
      return inner(path(key), texted(map));
    }
    if (value != null) {
      problem(key, is(key, value, BRACES), "Maybe write " + key + " { … }.");
    }
    return inner(path(key), Map.of());
  }

  /**
   * The sections in the list at {@code key}, named by their position from 1, or the one section
   * that stands there alone; none where it is not set.
   */
  public List<Section> sections(String key) {
    Object value = raw(key);
    if (value instanceof Map) {
      return List.of(section(key));
    } else if (!(value instanceof Collection<?> items)) {
      if (value != null) {
        problem(key, is(key, value, BRACES), "Maybe write " + key + " { … }.");
      }
      return List.of();
    } else {
      List<Section> sections = new ArrayList<>();
      int position = 0;
      for (Object item : items) {
        String place = key + "." + ++position;
        if (item instanceof Map<?, ?> map) {
          sections.add(inner(path(place), texted(map)));
        } else {
          problem(place, is(place, item, BRACES), "Maybe write " + key + " = [{ … }, { … }].");
        }
      }
      return sections;
    }
  }

  /** The length of time at {@code key}, such as {@code 90s}, {@code 30 minutes} or {@code 2h}. */
  public @Nullable Duration duration(String key) {
    Object value = raw(key);
    if (value == null) {
      return null;
    }
    Matcher matcher = DURATION.matcher(value.toString());
    double seconds =
        matcher.matches() ? Double.parseDouble(matcher.group(1)) * seconds(matcher.group(2)) : 0;
    if (seconds > 0) {
      return Duration.ofMillis(Math.max(1, Math.round(seconds * 1000)));
    }
    problem(key, is(key, value, "a time above 0 with its unit"), "Maybe write 90s, 30m, 2h or 1d.");
    return null;
  }

  /**
   * The variant at {@code key}: a name alone, or one name with a section of its own.
   *
   * @param fallback the name where it is not set
   * @param names what is allowed
   */
  public Variant variant(String key, String fallback, Collection<String> names) {
    Object value = raw(key);
    Variant variant = value == null ? null : variantOf(key, path(key), value, names);
    return variant != null
        ? variant
        : new Variant(fallback, inner(path(key) + "." + fallback, Map.of()));
  }

  /**
   * The variants in the list at {@code key}; a repeated one is numbered in its path: {@code
   * augmentation.rotate-2}.
   */
  public List<Variant> variants(String key, Collection<String> names) {
    Object value = raw(key);
    if (value == null) {
      return List.of();
    }
    Collection<?> items = value instanceof Collection<?> list ? list : List.of(value);
    List<Variant> variants = new ArrayList<>();
    for (Object item : items) {
      Variant variant = variantOf(key, path(key), item, names);
      if (variant != null) {
        long before = variants.stream().filter(v -> v.name().equals(variant.name())).count();
        String place = variant.options().path() + (before == 0 ? "" : "-" + (before + 1));
        variants.add(new Variant(variant.name(), inner(place, variant.options().values)));
      }
    }
    return variants;
  }

  private @Nullable Variant variantOf(
      String key, String place, @Nullable Object value, Collection<String> names) {
    String name;
    Map<String, ?> options = Map.of();
    if (value instanceof String text) {
      name = text;
    } else if (value instanceof Map<?, ?> map && map.size() == 1) {
      Map.Entry<String, ?> only = texted(map).entrySet().iterator().next();
      name = only.getKey();
      if (only.getValue() instanceof Map<?, ?> inner) {
        options = texted(inner);
      } else if (only.getValue() != null) {
        String inner = key + "." + name;
        String wayOut = "Maybe write " + name + " { … }.";
        problem(inner, is(inner, only.getValue(), BRACES), wayOut);
        return null;
      }
    } else {
      String rule = "a name, or one name with a section in braces";
      problem(key, is(key, value, rule), "Known here: " + String.join(", ", names) + ".");
      return null;
    }
    if (!names.contains(name)) {
      notOneOf(key, name, names);
      return null;
    }
    return new Variant(name, inner(place + "." + name, options));
  }

  /** Adds a problem with the value of {@code key}: "'path' is VALUE; it must be RULE." */
  public void mustBe(String key, @Nullable Object value, String rule) {
    String sentence = "'" + path(key) + "' is " + value + "; it must be " + rule + ".";
    problem(key, sentence, "Maybe leave it out.");
  }

  /** The value as a user would write it. */
  public static String shown(@Nullable Object value) {
    if (value instanceof Number number) {
      return Range.plain(number.doubleValue());
    }
    return value instanceof String text ? "'" + text + "'" : Settings.text(value);
  }

  private String is(String key, @Nullable Object value, String rule) {
    return "'" + path(key) + "' is " + shown(value) + "; it must be " + rule + ".";
  }

  private void refuse(String key, Object value, String rule, double fallback) {
    boolean known = Math.abs(fallback) < 1e15;
    problem(
        key,
        is(key, value, rule),
        known ? orLeaveItOut(Range.plain(fallback)) : "Maybe leave it out.");
  }

  private static String orLeaveItOut(String fallback) {
    return "Maybe leave it out: it is " + fallback + " then.";
  }

  private static double seconds(@Nullable String unit) {
    return switch (String.valueOf(unit).charAt(0)) {
      case 's' -> 1;
      case 'm' -> 60;
      case 'h' -> 3600;
      default -> 86_400;
    };
  }

  /** The number that {@code value} is or writes; environment variables are always texts. */
  private static @Nullable Double numeric(@Nullable Object value) {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    return value instanceof String text && NUMBER.matcher(text).matches()
        ? Double.valueOf(text)
        : null;
  }

  /** Adds a problem with {@code key}. */
  public void problem(String key, String rule, String wayOut) {
    problems.add(new Problem(path(key), rule, wayOut));
  }

  /** Adds a problem: {@code name} is none of {@code names}; the nearest is proposed. */
  public void notOneOf(String key, String name, Collection<String> names) {
    problem(
        key,
        "'"
            + path(key)
            + "' is '"
            + name
            + "'; it must be one of "
            + String.join(", ", names)
            + ".",
        Names.maybe(name, names));
  }

  /** Reports each key that was never asked for as unknown, with the nearest known one. */
  public void end() {
    for (String key : values.keySet()) {
      if (!known.contains(key)) {
        problems.add(
            new Problem(
                path(key),
                "'" + path(key) + "' is not a key that Finesweep knows.",
                known.isEmpty()
                    ? "Maybe remove it: nothing can be set here."
                    : Names.maybe(key, known)));
      }
    }
  }

  private static Map<String, ?> texted(Map<?, ?> map) {
    Map<String, Object> texted = new java.util.LinkedHashMap<>();
    map.forEach((key, value) -> texted.put(String.valueOf(key), value));
    return texted;
  }

  private static String hyphenated(Enum<?> option) {
    return option.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
