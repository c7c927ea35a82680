package io.finesweep.analysis;

import io.finesweep.space.Parameter;
import io.finesweep.trial.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Numeric parameters whose best values crowd at an end of their range: maybe it is too narrow. */
public final class Edges {

  private static final double CLOSE = 0.1;
  private static final int FEWEST = 3;

  private Edges() {}

  /** One such parameter. */
  public record Crowded(String path, End end) {}

  /** An end of a range. */
  public enum End {
    /** Where its smallest values are. */
    LOWER,
    /** Where its largest values are. */
    UPPER
  }

  /** Those of {@code parameters} where two thirds of {@code best} lie in a tenth of the range. */
  public static List<Crowded> of(List<Standing> best, List<Parameter> parameters) {
    List<Crowded> crowded = new ArrayList<>();
    for (Parameter parameter : parameters) {
      if (!(parameter instanceof Parameter.Choice) && parameter.cardinality() > 1) {
        end(best, parameter).ifPresent(end -> crowded.add(new Crowded(parameter.path(), end)));
      }
    }
    return crowded;
  }

  private static Optional<End> end(List<Standing> best, Parameter parameter) {
    int active = 0;
    int low = 0;
    int high = 0;
    for (Standing standing : best) {
      Optional<Value> value = standing.configuration().value(parameter.path());
      if (value.isPresent()) {
        double unit = parameter.unit(value.get());
        active++;
        low += unit < CLOSE ? 1 : 0;
        high += unit > 1 - CLOSE ? 1 : 0;
      }
    }
    if (active < FEWEST) {
      return Optional.empty();
    } else if (3 * low >= 2 * active) {
      return Optional.of(End.LOWER);
    }
    return 3 * high >= 2 * active ? Optional.of(End.UPPER) : Optional.empty();
  }
}
