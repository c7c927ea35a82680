package io.finesweep.space;

import io.finesweep.space.Constraint.Unreadable;
import io.finesweep.trial.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a constraint by recursive descent: {@code sum relation sum}, where a sum has products and a
 * product has numbers, parameters' paths, texts in single quotes, and sums in parentheses. A hyphen
 * between letters or digits belongs to a path; a minus has blanks around it. Paths with other signs
 * stand in backticks; a single quote within a text is written twice.
 */
final class ConstraintReader {

  private static final String PLAIN_NAME = "[\\p{L}_][\\p{L}\\p{N}_]*(?:[.-][\\p{L}\\p{N}_]+)*";
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:(?<number>(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?)"
              + ("|(?<name>" + PLAIN_NAME + ")")
              + "|`(?<quoted>[^`]+)`"
              + "|'(?<text>(?:[^']|'')*)'"
              + "|(?<sign><=|>=|==|!=|[-+*/()<>]))");
  private static final Set<String> RELATIONS = Set.of("<=", "<", ">=", ">", "==", "!=");
  private static final String EXAMPLE =
      "Maybe write it like \"units-2 <= 2 * units-1\": one comparison, +, -, *, / and parentheses.";

  private final String text;
  private final SearchSpace space;
  private final Map<String, String> fixed;
  private final List<Token> tokens = new ArrayList<>();
  private int next;

  ConstraintReader(String text, SearchSpace space, Map<String, String> fixed) {
    this.text = text;
    this.space = space;
    this.fixed = fixed;
  }

  private enum Kind {
    NUMBER,
    NAME,
    TEXT,
    SIGN
  }

  private record Token(Kind kind, String text) {}

  Constraint constraint() throws Unreadable {
    split();
    Expression left = sum();
    String relation = next < tokens.size() ? tokens.get(next++).text() : "";
    if (!RELATIONS.contains(relation)) {
      throw unreadable(
          relation.isEmpty()
              ? "compares nothing: it has none of <=, <, >=, >, == and !=."
              : "has '" + relation + "' where one of <=, <, >=, >, == and != must stand.");
    }
    Expression right = sum();
    if (next < tokens.size()) {
      String more = tokens.get(next).text();
      throw new Unreadable(
          quoted() + " has '" + more + "' where it should end.",
          RELATIONS.contains(more) || more.equals("and")
              ? "Maybe make two constraints of it; all must hold."
              : EXAMPLE);
    }
    boolean texts = relation.equals("==") || relation.equals("!=");
    if (texts) {
      left = optionOf(right, left);
      right = optionOf(left, right);
    }
    if (left.isNumber() != right.isNumber() || (!left.isNumber() && !texts)) {
      throw new Unreadable(
          quoted() + " compares texts; those can only be == or != to each other.", wayOutOfTexts());
    }
    Constraint constraint = new Constraint(text, left, relation, right);
    if (constraint.parameters().isEmpty()) {
      throw unreadable("names no parameter, so that it holds for all points or for none.");
    }
    return constraint;
  }

  private String wayOutOfTexts() {
    for (Parameter parameter : space.parameters()) {
      boolean isNamed = tokens.contains(new Token(Kind.NAME, parameter.path()));
      if (isNamed && !new Expression.Reference(parameter).isNumber()) {
        return "Maybe name one of the options of '"
            + parameter.path()
            + "', which has texts: "
            + String.join(
                ", ",
                texts((Parameter.Choice) parameter).stream()
                    .map(option -> "'" + option + "'")
                    .toList())
            + ".";
      }
    }
    return "Maybe leave out the quotes, or name a parameter that has texts.";
  }

  private static List<String> texts(Parameter.Choice choice) {
    return choice.options().stream().map(option -> String.valueOf(option.plain())).toList();
  }

  /** What is compared with a choice that has texts: the option that {@code literal} writes. */
  private Expression optionOf(Expression choice, Expression literal) throws Unreadable {
    if (choice.isNumber()
        || !(choice instanceof Expression.Reference reference)
        || !(literal instanceof Expression.Text || literal instanceof Expression.Constant)) {
      return literal;
    }
    String written = literal.toString();
    List<String> options = texts((Parameter.Choice) reference.parameter());
    for (String option : options) {
      if (isWritten(option, written)) {
        return new Expression.Text(option);
      }
    }
    throw new Unreadable(
        "%s compares '%s' with '%s', which is none of its options."
            .formatted(quoted(), reference.parameter().path(), written),
        Names.maybe(written, options));
  }

  /** Numbers may be written in several ways. */
  private static boolean isWritten(String option, String written) {
    try {
      return option.equals(written) || Double.parseDouble(option) == Double.parseDouble(written);
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private void split() throws Unreadable {
    Matcher matcher = TOKEN.matcher(text);
    int end = text.stripTrailing().length();
    int from = 0;
    while (from < end) {
      if (!matcher.region(from, end).lookingAt()) {
        String rest = text.substring(from, end).strip();
        throw new Unreadable(
            quoted() + " cannot be read from '" + rest + "' on.",
            rest.startsWith("=") ? "Maybe write == for equality." : EXAMPLE);
      }
      tokens.add(token(matcher));
      from = matcher.end();
    }
  }

  private static Token token(Matcher matcher) {
    if (matcher.group("number") != null) {
      return new Token(Kind.NUMBER, matcher.group("number"));
    } else if (matcher.group("name") != null) {
      return new Token(Kind.NAME, matcher.group("name"));
    } else if (matcher.group("quoted") != null) {
      return new Token(Kind.NAME, matcher.group("quoted"));
    } else if (matcher.group("text") != null) {
      return new Token(Kind.TEXT, matcher.group("text").replace("''", "'"));
    }
    return new Token(Kind.SIGN, matcher.group("sign"));
  }

  private Expression sum() throws Unreadable {
    Expression sum = product();
    while (isNext("+") || isNext("-")) {
      char sign = tokens.get(next++).text().charAt(0);
      sum = arithmetic(sign, sum, product());
    }
    return sum;
  }

  private Expression product() throws Unreadable {
    Expression product = factor();
    while (isNext("*") || isNext("/")) {
      char sign = tokens.get(next++).text().charAt(0);
      product = arithmetic(sign, product, factor());
    }
    return product;
  }

  private Expression arithmetic(char sign, Expression left, Expression right) throws Unreadable {
    if (!left.isNumber() || !right.isNumber()) {
      throw new Unreadable(
          quoted() + " calculates with a text.",
          "Maybe take a parameter all of whose values are numbers.");
    }
    return new Expression.Arithmetic(sign, left, right);
  }

  private Expression factor() throws Unreadable {
    if (next == tokens.size()) {
      throw unreadable("ends where a number, a parameter or a text must stand.");
    }
    Token token = tokens.get(next++);
    return switch (token.kind()) {
      case NUMBER -> new Expression.Constant(Double.parseDouble(token.text()));
      case TEXT -> new Expression.Text(token.text());
      case NAME -> named(token.text());
      case SIGN -> signed(token.text());
    };
  }

  private Expression signed(String sign) throws Unreadable {
    if (sign.equals("-")) {
      return arithmetic('-', new Expression.Constant(0), factor());
    } else if (!sign.equals("(")) {
      throw unreadable("has '" + sign + "' where a number, a parameter or a text must stand.");
    }
    Expression inner = sum();
    if (!isNext(")")) {
      throw unreadable("opens a parenthesis that it never closes.");
    }
    next++;
    return inner;
  }

  private Expression named(String path) throws Unreadable {
    if (isNext("(")) {
      throw new Unreadable(
          quoted() + " has '" + path + "(', but there are no functions: +, -, *, / are all.",
          "Maybe do without: abs(x) <= y is two constraints, \"x <= y\" and \"-y <= x\".");
    }
    return new Expression.Reference(space.parameter(path).orElseThrow(() -> unknown(path)));
  }

  private Unreadable unknown(String path) {
    String value = fixed.get(path);
    if (value != null) {
      return new Unreadable(
          quoted() + " names '" + path + "', which is no parameter but fixed: it is " + value + ".",
          "Maybe write " + value + " in its place, or make it a distribution.");
    }
    List<String> known = space.parameters().stream().map(Parameter::path).toList();
    boolean joined = path.contains("-") && known.stream().anyMatch(k -> path.startsWith(k + "-"));
    Optional<String> whole =
        known.stream().filter(k -> k.startsWith(path) && !k.matches(PLAIN_NAME)).findFirst();
    return new Unreadable(
        quoted() + " names '" + path + "', which is no parameter of the space.",
        whole.isPresent()
            ? "Maybe put the whole name in backticks: `" + whole.get() + "`."
            : joined
                ? "Maybe put blanks around the minus."
                : isOption(path)
                    ? "Maybe write it in single quotes: '" + path + "'."
                    : known.isEmpty()
                        ? "Maybe make a value below fine-tuning a distribution."
                        : Names.maybe(path, known));
  }

  private boolean isOption(String name) {
    return space.parameters().stream()
        .anyMatch(p -> p instanceof Parameter.Choice choice && texts(choice).contains(name));
  }

  private boolean isNext(String sign) {
    return next < tokens.size()
        && tokens.get(next).kind() == Kind.SIGN
        && tokens.get(next).text().equals(sign);
  }

  private Unreadable unreadable(String what) {
    return new Unreadable(quoted() + " " + what, EXAMPLE);
  }

  private String quoted() {
    return "\"" + text + "\"";
  }
}
