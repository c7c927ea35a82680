package io.finesweep.config;

import java.util.Locale;
import java.util.regex.Pattern;

/** What must not be written down. */
final class Secrets {

  /** What stands for a secret. */
  static final String REDACTED = "***";

  private static final Pattern BORDER = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|[._\\- ]+");
  private static final Pattern NAME =
      Pattern.compile(
          "password|passwd|secret|credential|(^|-)tokens?(-|$)|(access|api|private|account)-key");
  private static final Pattern USER = Pattern.compile("(?<=://)[^/@\\s]+(?=@)");

  private Secrets() {}

  /** Whether the value at {@code path} is a secret, by its name or that of what holds it. */
  static boolean isSecret(String path) {
    String words = String.join("-", BORDER.split(path)).toLowerCase(Locale.ROOT);
    return NAME.matcher(words).find();
  }

  /** The value; in a URI, without user and password. */
  static Object withoutUser(Object value) {
    return value instanceof String text ? USER.matcher(text).replaceAll(REDACTED) : value;
  }
}
