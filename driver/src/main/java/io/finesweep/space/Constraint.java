package io.finesweep.space;

import io.finesweep.trial.Configuration;

/**
 * What the values of parameters must be beside each other: a comparison of two expressions. Where a
 * parameter in it is not active it holds.
 *
 * @param text as written
 */
public record Constraint(String text, Expression left, String relation, Expression right) {

  /**
   * The constraint that {@code text} writes over the parameters of {@code space}.
   *
   * @throws Unreadable if it is none
   */
  public static Constraint read(String text, SearchSpace space) throws Unreadable {
    return new ConstraintReader(text, space).constraint();
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
      return holds(x, y);
    }
    return a.equals(b) == relation.equals("==");
  }

  private boolean holds(double a, double b) {
    return switch (relation) {
      case "<=" -> a <= b;
      case "<" -> a < b;
      case ">=" -> a >= b;
      case ">" -> a > b;
      case "==" -> a == b;
      default -> a != b;
    };
  }

  @Override
  public String toString() {
    return text;
  }
}
