package io.finesweep.trial;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.io.Serializable;

/** The value of one parameter: a real number, a whole number, a text or a flag. */
public sealed interface Value extends Serializable {

  /** A finite real number. */
  record Real(double number) implements Value {
    public Real {
      if (!Double.isFinite(number)) {
        throw new IllegalArgumentException(
            "A parameter's value must be finite, not " + number + ".");
      }
      number = number == 0.0 ? 0.0 : number; // -0.0 and 0.0 are one point
    }
  }

  /** A whole number. */
  record Whole(long number) implements Value {}

  /** A text, for example the name of an option. */
  record Text(String text) implements Value {}

  /** A truth value. */
  record Flag(boolean flag) implements Value {}

  /** The value as JSON and HOCON write it: Double, Long, String or Boolean. */
  @JsonValue
  default Object plain() {
    if (this instanceof Real real) {
      return real.number();
    } else if (this instanceof Whole whole) {
      return whole.number();
    } else if (this instanceof Text text) {
      return text.text();
    }
    return ((Flag) this).flag();
  }

  /**
   * The value that {@code plain} writes.
   *
   * @throws IllegalArgumentException if it is no number, text or truth value, or not finite
   */
  @JsonCreator
  static Value of(Object plain) {
    if (plain instanceof Double || plain instanceof Float) {
      return new Real(((Number) plain).doubleValue());
    } else if (plain instanceof Integer || plain instanceof Long) {
      return new Whole(((Number) plain).longValue());
    } else if (plain instanceof String text) {
      return new Text(text);
    } else if (plain instanceof Boolean flag) {
      return new Flag(flag);
    }
    throw new IllegalArgumentException(
        "'" + plain + "' cannot be a parameter's value: it must be a number, a text or a flag.");
  }
}
