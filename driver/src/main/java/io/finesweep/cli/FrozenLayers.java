package io.finesweep.cli;

import io.finesweep.config.SweepConfiguration;
import io.finesweep.engine.ModelDescription;
import io.finesweep.space.Parameter;
import io.finesweep.space.Template;
import io.finesweep.trial.Value;
import java.util.ArrayList;
import java.util.List;

/** Says which values of {@code freeze-up-to} freeze a layer. */
final class FrozenLayers {

  private static final String KEY = "freeze-up-to";

  private FrozenLayers() {}

  /** Of the values that the key may have, those that freeze {@code layer}. */
  static List<String> cuts(SweepConfiguration configuration, ModelDescription model, String layer) {
    List<String> order = model.layers().stream().map(ModelDescription.Layer::name).toList();
    List<String> cuts = new ArrayList<>();
    for (String value : values(configuration)) {
      if (order.contains(value) && order.indexOf(layer) <= order.indexOf(value)) {
        cuts.add(value);
      }
    }
    return cuts;
  }

  private static List<String> values(SweepConfiguration configuration) {
    Template.Node node = configuration.spec().fineTuning().root().nodes().get(KEY);
    if (node instanceof Template.Node.Fixed fixed) {
      return List.of(String.valueOf(fixed.value()));
    }
    return configuration.spec().space().parameter(KEY).stream()
        .filter(Parameter.Choice.class::isInstance)
        .flatMap(parameter -> ((Parameter.Choice) parameter).options().stream())
        .map(Value::plain)
        .map(String::valueOf)
        .toList();
  }
}
