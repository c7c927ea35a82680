package io.finesweep.metric;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What a model costs, which its predictions do not tell: it is measured on the model itself, as it
 * would be saved, after a run's last epoch.
 */
public record Cost(String name) implements Metric {

  /** How many weights it has, those of frozen layers among them. */
  public static final Cost PARAMETERS = new Cost("parameters");

  /** How many bytes its weights take; its file holds them compressed. */
  public static final Cost BYTES = new Cost("model-bytes");

  /** The median of the milliseconds that it takes for one row alone. Never the same twice. */
  public static final Cost MILLISECONDS = new Cost("prediction-ms");

  static List<Metric> all() {
    return List.of(PARAMETERS, BYTES, MILLISECONDS);
  }

  @Override
  public Goal goal() {
    return Goal.MINIMIZE;
  }

  @Override
  public Span span() {
    return Span.SIZE;
  }

  /** Empty: no predictions tell it. */
  @Override
  public OptionalDouble of(Predictions predictions) {
    return OptionalDouble.empty();
  }
}
