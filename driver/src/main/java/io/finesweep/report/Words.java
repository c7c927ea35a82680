package io.finesweep.report;

import io.finesweep.history.Event;
import io.finesweep.metric.Objective;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.Value;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Numbers and points as people read them, the same in every locale. */
public final class Words {

  private static final long SECOND = 1000;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;

  private static final int LINES = 3;
  private static final int LONGEST = 400;

  private Words() {}

  /** Four digits that matter. */
  public static String number(double number) {
    double size = Math.abs(number);
    if (size != 0 && (size < 1e-3 || size >= 1e6)) {
      return String.format(Locale.ROOT, "%.3e", number);
    }
    return size < 100
        ? String.format(Locale.ROOT, "%.4f", number)
        : String.format(Locale.ROOT, "%.1f", number);
  }

  /** A difference with its sign; 0 for one that arithmetic alone can have made. */
  static String signed(double number) {
    if (Math.abs(number) < 1e-12) {
      return number(0);
    }
    return number > 0 ? "+" + number(number) : number(number).replace('-', '−');
  }

  /** "learning-rate=0.0031, optimizer=adam". */
  public static String parameters(Configuration configuration) {
    return configuration.values().entrySet().stream()
        .map(e -> e.getKey() + "=" + value(e.getValue()))
        .collect(Collectors.joining(", "));
  }

  /** A parameter's value, three digits of a real one. */
  public static String value(Value value) {
    return value instanceof Value.Real real
        ? String.format(Locale.ROOT, "%.3g", real.number())
        : String.valueOf(value.plain());
  }

  /** The first lines of what another program may have written, each cut where it is very long. */
  public static String brief(String text) {
    String first =
        text.lines().limit(LINES).map(line -> cut(line, LONGEST)).collect(Collectors.joining("\n"));
    return text.lines().skip(LINES).findAny().isPresent() ? first + "\n…" : first;
  }

  /** The text itself, or its first characters, so many, and an ellipsis. */
  public static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest) + "…";
  }

  /** The text of {@link String#format} with digits that do not depend on where it runs. */
  static String sentence(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }

  /** A share as "41%"; "less than 1%" and "more than 99%" where rounding would say too much. */
  static String percent(double share) {
    if (share > 0 && share < 0.01) {
      return "less than 1%";
    } else if (share < 1 && share > 0.99) {
      return "more than 99%";
    }
    return Math.round(100 * share) + "%";
  }

  /** What an ensemble gains by an objective. */
  public static String gain(double gain, double error, Objective objective) {
    return "on folds that it was not chosen by, its "
        + objective.metric()
        + " is better than the best single trial's by "
        + number(gain)
        + " ± "
        + number(error);
  }

  /** What an ensemble that was made gains. */
  public static String gain(Event.Ensembled ensemble, Objective objective) {
    return gain(ensemble.gain(), ensemble.error(), objective);
  }

  /** "1 trial", "12 trials". */
  public static String count(long count, String thing) {
    return count + " " + thing + (count == 1 ? "" : "s");
  }

  /** "3, 7, 12". */
  static String list(List<Integer> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  /** "42 s", "3 min 20 s", "5 h 12 min". */
  static String duration(long milliseconds) {
    if (milliseconds < MINUTE) {
      return milliseconds < 10 * SECOND
          ? String.format(Locale.ROOT, "%.1f s", milliseconds / 1000.0)
          : milliseconds / SECOND + " s";
    } else if (milliseconds < HOUR) {
      return milliseconds / MINUTE + " min " + milliseconds % MINUTE / SECOND + " s";
    }
    return milliseconds / HOUR + " h " + milliseconds % HOUR / MINUTE + " min";
  }

  /** "5 folds × 6 epochs". */
  static String budget(io.finesweep.trial.Budget budget) {
    return count(budget.folds(), "fold") + " × " + count(budget.epochs(), "epoch");
  }
}
