package io.finesweep.space;

import io.finesweep.trial.Configuration;
import io.finesweep.trial.Value;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One side of a constraint. */
public sealed interface Expression {

  /** A number, or a text; null where a parameter in it is not active. */
  @Nullable Object at(Configuration point);

  /** A number as written. */
  record Constant(double number) implements Expression {
    @Override
    public String toString() {
      return Double.toString(number).replaceFirst("\\.0$", "");
    }

    @Override
    public Object at(Configuration point) {
      return number;
    }
  }

  /** A text as written. */
  record Text(String text) implements Expression {
    @Override
    public String toString() {
      return text;
    }

    @Override
    public Object at(Configuration point) {
      return text;
    }
  }

  /** The value of a parameter: a number if all of its values are numbers, else a text. */
  record Reference(Parameter parameter) implements Expression {
    @Override
    public @Nullable Object at(Configuration point) {
      Value value = point.values().get(parameter.path());
      if (value == null) {
        return null;
      }
      return isNumeric() ? ((Number) value.plain()).doubleValue() : text(value);
    }

    private static String text(Value value) {
      return String.valueOf(value.plain());
    }

    boolean isNumeric() {
      return !(parameter instanceof Parameter.Choice choice)
          || choice.options().stream().allMatch(o -> o.plain() instanceof Number);
    }
  }

  /** Two numbers and what is done with them: {@code +}, {@code -}, {@code *} or {@code /}. */
  record Arithmetic(char sign, Expression left, Expression right) implements Expression {
    @Override
    public @Nullable Object at(Configuration point) {
      if (!(left.at(point) instanceof Double a) || !(right.at(point) instanceof Double b)) {
        return null;
      }
      return switch (sign) {
        case '+' -> a + b;
        case '-' -> a - b;
        case '*' -> a * b;
        default -> a / b;
      };
    }
  }

  /** Adds the parameters in it. */
  default void addParameters(Set<Parameter> parameters) {
    if (this instanceof Reference reference) {
      parameters.add(reference.parameter());
    } else if (this instanceof Arithmetic both) {
      both.left().addParameters(parameters);
      both.right().addParameters(parameters);
    }
  }

  /** How large the numbers are that its value at {@code point} is calculated from; 0 for a text. */
  default double magnitude(Configuration point) {
    if (this instanceof Arithmetic both && both.sign() != '*' && both.sign() != '/') {
      return both.left().magnitude(point) + both.right().magnitude(point);
    } else if (this instanceof Arithmetic both && both.right().at(point) instanceof Double by) {
      return both.left().magnitude(point)
          * (both.sign() == '*' ? both.right().magnitude(point) : Math.abs(1 / by));
    }
    return at(point) instanceof Double number ? Math.abs(number) : 0;
  }

  /** Whether it has numbers for values, not texts. */
  default boolean isNumber() {
    return !(this instanceof Text) && !(this instanceof Reference name && !name.isNumeric());
  }
}
