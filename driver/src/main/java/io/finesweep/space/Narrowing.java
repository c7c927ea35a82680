package io.finesweep.space;

import io.finesweep.space.Parameter.Condition;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.Value;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is left of the parameters' domains, and what constraints take from them: each constraint
 * narrows the domain of every parameter in it to what the other domains leave possible (HC4 of
 * Benhamou and others, Revising Hull and Box Consistency, ICLP 1999).
 */
final class Narrowing {

  private static final int PASSES = 50;

  /** A range that shrinks by less is not worth another pass. */
  private static final double NOTABLE = 0.01;

  private final SearchSpace space;
  private final Map<String, Integer> indices;
  private final List<int[]> named;
  private final Domain[] domains;
  private final boolean[] assigned;
  private final boolean[] divided;
  private boolean isEmpty;
  private boolean isChanged;

  /** Nothing taken yet. */
  Narrowing(SearchSpace space) {
    this.space = space;
    this.indices = new HashMap<>();
    this.domains = space.parameters().stream().map(Domain::of).toArray(Domain[]::new);
    this.assigned = new boolean[domains.length];
    this.divided = new boolean[domains.length];
    space.parameters().forEach(parameter -> indices.put(parameter.path(), indices.size()));
    this.named =
        space.constraints().stream()
            .map(c -> c.parameters().stream().mapToInt(p -> index(p.path())).toArray())
            .toList();
  }

  private Narrowing(Narrowing other) {
    this.space = other.space;
    this.indices = other.indices;
    this.named = other.named;
    this.domains = other.domains.clone();
    this.assigned = other.assigned.clone();
    this.divided = other.divided.clone();
  }

  /** A parameter depends on its parent's value, and so it may be open whether it has one. */
  private enum Activity {
    ACTIVE,
    INACTIVE,
    OPEN
  }

  Domain domain(int index) {
    return domains[index];
  }

  /** A copy in which a parameter has this value. */
  Narrowing assigned(int index, Value value) {
    Narrowing copy = new Narrowing(this);
    copy.domains[index] = domains[index].only(value);
    copy.assigned[index] = true;
    return copy;
  }

  /** A copy in which a parameter has a value of {@code part}. */
  Narrowing divided(int index, Domain part) {
    Narrowing copy = new Narrowing(this);
    copy.domains[index] = part;
    copy.divided[index] = true;
    return copy;
  }

  /** Whether a parameter's domain is part of a larger one that was searched in vain. */
  boolean isDivided(int index) {
    return divided[index];
  }

  /** Whether a parameter is known to be active and has no value yet. */
  boolean isFree(int index) {
    return !assigned[index] && activity(index) == Activity.ACTIVE;
  }

  /** The point of the values that were assigned. */
  Configuration point() {
    Map<String, Value> values = new LinkedHashMap<>();
    for (int i = 0; i < domains.length; i++) {
      if (assigned[i] && activity(i) == Activity.ACTIVE) {
        values.put(space.parameters().get(i).path(), value(i));
      }
    }
    return Configuration.of(values);
  }

  private Value value(int index) {
    // Whatever is wished, there is but one.
    Parameter parameter = space.parameters().get(index);
    return domains[index].nearest(parameter.standard());
  }

  private Activity activity(int index) {
    Condition condition = space.parameters().get(index).condition();
    if (condition == null) {
      return Activity.ACTIVE;
    }
    int parent = index(condition.parent());
    Activity above = activity(parent);
    if (above == Activity.INACTIVE
        || !((Domain.Options) domains[parent]).values().contains(condition.option())) {
      return Activity.INACTIVE;
    }
    return above == Activity.ACTIVE && domains[parent].isSingle() ? Activity.ACTIVE : Activity.OPEN;
  }

  private int index(String path) {
    return indices.getOrDefault(path, -1);
  }

  /** Lets the constraints narrow the domains; false where they leave no point. */
  boolean narrow() {
    isChanged = true;
    for (int pass = 0; pass < PASSES && isChanged && !isEmpty; pass++) {
      isChanged = false;
      for (int i = 0; i < named.size() && !isEmpty; i++) {
        narrow(space.constraints().get(i), named.get(i));
      }
    }
    return !isEmpty;
  }

  private void narrow(Constraint constraint, int[] parameters) {
    boolean isWhole = true;
    for (int index : parameters) {
      if (activity(index) != Activity.ACTIVE) {
        return;
      }
      isWhole &= assigned[index];
    }
    if (isWhole) {
      isEmpty |= !constraint.holds(point());
    } else if (constraint.left().isNumber()) {
      narrowNumbers(constraint);
    } else if (constraint.relation().equals("==")) {
      narrow(constraint.left(), texts(constraint.right()));
      narrow(constraint.right(), texts(constraint.left()));
    } else {
      exclude(constraint.left(), texts(constraint.right()));
      exclude(constraint.right(), texts(constraint.left()));
    }
  }

  private void narrowNumbers(Constraint constraint) {
    Interval left = numbers(constraint.left());
    Interval right = numbers(constraint.right());
    switch (constraint.relation()) {
      case "<", "<=" -> {
        narrow(constraint.left(), Interval.atMost(right.high()));
        narrow(constraint.right(), Interval.atLeast(left.low()));
      }
      case ">", ">=" -> {
        narrow(constraint.left(), Interval.atLeast(right.low()));
        narrow(constraint.right(), Interval.atMost(left.high()));
      }
      case "==" -> {
        narrow(constraint.left(), right);
        narrow(constraint.right(), numbers(constraint.left()));
      }
      default -> {}
    }
  }

  private Interval numbers(Expression expression) {
    if (expression instanceof Expression.Constant constant) {
      return Interval.of(constant.number());
    } else if (expression instanceof Expression.Reference reference) {
      return domains[index(reference.parameter().path())].numbers();
    }
    Expression.Arithmetic both = (Expression.Arithmetic) expression;
    Interval left = numbers(both.left());
    Interval right = numbers(both.right());
    return switch (both.sign()) {
      case '+' -> left.plus(right);
      case '-' -> left.minus(right);
      case '*' -> isSquare(both) ? left.squared() : left.times(right);
      default -> left.over(right);
    };
  }

  private static boolean isSquare(Expression.Arithmetic product) {
    return product.left() instanceof Expression.Reference && product.left().equals(product.right());
  }

  /** Takes from the parameters in {@code expression} what cannot give a number of the interval. */
  private void narrow(Expression expression, Interval to) {
    if (isEmpty) {
      return;
    }
    if (expression instanceof Expression.Reference reference) {
      int index = index(reference.parameter().path());
      // An assigned value is judged where all are, exactly.
      if (!assigned[index]) {
        replace(index, domains[index].within(to));
      }
    } else if (expression instanceof Expression.Arithmetic both) {
      Interval left = numbers(both.left());
      Interval right = numbers(both.right());
      switch (both.sign()) {
        case '+' -> {
          narrow(both.left(), to.minus(right));
          narrow(both.right(), to.minus(left));
        }
        case '-' -> {
          narrow(both.left(), to.plus(right));
          narrow(both.right(), left.minus(to));
        }
        case '*' -> {
          if (isSquare(both)) {
            narrow(both.left(), left.root(to));
          } else {
            narrow(both.left(), to.besides(right));
            narrow(both.right(), to.besides(left));
          }
        }
        default -> {
          narrow(both.left(), to.times(right));
          narrow(both.right(), left.over(to));
        }
      }
    }
  }

  private Set<String> texts(Expression expression) {
    if (expression instanceof Expression.Text text) {
      return Set.of(text.text());
    }
    Expression.Reference reference = (Expression.Reference) expression;
    Domain domain = domains[index(reference.parameter().path())];
    Set<String> texts = new HashSet<>();
    ((Domain.Options) domain).values().forEach(value -> texts.add(String.valueOf(value.plain())));
    return texts;
  }

  private void narrow(Expression expression, Set<String> texts) {
    if (expression instanceof Expression.Reference reference) {
      int index = index(reference.parameter().path());
      replace(index, domains[index].written(texts::contains));
    }
  }

  private void exclude(Expression expression, Set<String> texts) {
    if (texts.size() == 1 && expression instanceof Expression.Reference reference) {
      int index = index(reference.parameter().path());
      replace(index, domains[index].written(text -> !texts.contains(text)));
    }
  }

  private void replace(int index, Domain narrowed) {
    Domain before = domains[index];
    domains[index] = narrowed;
    isEmpty |= narrowed.isEmpty();
    isChanged |=
        !isEmpty
            && !narrowed.equals(before)
            && (narrowed.isSingle() || narrowed.mass() <= (1 - NOTABLE) * before.mass());
  }
}
