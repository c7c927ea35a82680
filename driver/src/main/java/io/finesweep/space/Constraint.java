package io.finesweep.space;

import io.finesweep.trial.Configuration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What the values of parameters must be beside each other: a comparison of two expressions. Where a
 * parameter in it is not active it holds. Numbers that only rounding sets apart are equal: 0.2 +
 * 0.4 is 0.6.
 *
 * @param text as written
 */
public record Constraint(String text, Expression left, String relation, Expression right) {

  private static final double ROUNDING = 1e-12;

  /**
   * The constraint that {@code text} writes over the parameters of {@code space}.
   *
   * @throws Unreadable if it is none
   */
  public static Constraint read(String text, SearchSpace space) throws Unreadable {
    return read(text, space, Map.of());
  }

  /**
   * The same, for a space beside which values are fixed.
   *
   * @param fixed these values by path, as a constraint would write them
   * @throws Unreadable if it is none
   */
  public static Constraint read(String text, SearchSpace space, Map<String, String> fixed)
      throws Unreadable {
    return new ConstraintReader(text, space, fixed).constraint();
  }

  /** Why a text is no constraint. */
  public static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;
    private final String wayOut;

    Unreadable(String rule, String wayOut) {
      super(rule);
      this.wayOut = wayOut;
    }

    /** What may help. */
    public String wayOut() {
      return wayOut;
    }
  }

  /** Whether it holds at {@code point}. */
  public boolean holds(Configuration point) {
    Object a = left.at(point);
    Object b = right.at(point);
    if (a == null || b == null) {
      return true;
    }
    if (a instanceof Double x && b instanceof Double y) {
      return isEqual(x, y, point) ? isMetByEquals() : holds(x, y);
    }
    return a.equals(b) == relation.equals("==");
  }

  private boolean isEqual(double a, double b, Configuration point) {
    double magnitude = left.magnitude(point) + right.magnitude(point);
    return a == b || (Double.isFinite(magnitude) && Math.abs(a - b) <= ROUNDING * magnitude);
  }

  private boolean isMetByEquals() {
    return relation.equals("==") || relation.equals("<=") || relation.equals(">=");
  }

  private boolean holds(double a, double b) {
    return switch (relation) {
      case "<=", "<" -> a < b;
      case ">=", ">" -> a > b;
      case "==" -> false;
      default -> true;
    };
  }

  /** The parameters that it names. */
  public Set<Parameter> parameters() {
    Set<Parameter> parameters = new LinkedHashSet<>();
    left.addParameters(parameters);
    right.addParameters(parameters);
    return parameters;
  }

  @Override
  public String toString() {
    return text;
  }
}
