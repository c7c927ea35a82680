package io.finesweep.report;

import io.finesweep.analysis.Effects;
import io.finesweep.space.Parameter;
import io.finesweep.trial.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the page's script draws of how the objective depends on parameters. */
final class EffectsData {

  private EffectsData() {}

  /** Branch by branch; parameters by their index among {@code parameters}. */
  static List<Object> of(Effects effects, List<Parameter> parameters) {
    List<Object> branches = new ArrayList<>();
    for (Effects.Branch branch : effects.branches()) {
      Map<String, Object> tree = new LinkedHashMap<>();
      tree.put("name", branch.name());
      tree.put("mains", branch.mains().stream().map(m -> main(m, parameters)).toList());
      tree.put("pairs", branch.pairs().stream().map(p -> pair(p, parameters)).toList());
      branches.add(tree);
    }
    return branches;
  }

  private static Object main(Effects.Main main, List<Parameter> parameters) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("of", parameters.indexOf(main.parameter()));
    tree.put(
        "at", main.dependence().stream().map(l -> plain(main.parameter(), l.value())).toList());
    tree.put("mean", main.dependence().stream().map(l -> PageData.rounded(l.mean())).toList());
    tree.put("low", main.dependence().stream().map(l -> PageData.rounded(l.low())).toList());
    tree.put("high", main.dependence().stream().map(l -> PageData.rounded(l.high())).toList());
    return tree;
  }

  private static Object pair(Effects.Pair pair, List<Parameter> parameters) {
    List<@Nullable Double> cells = new ArrayList<>();
    Arrays.stream(pair.surface())
        .flatMapToDouble(Arrays::stream)
        .forEach(v -> cells.add(PageData.rounded(v)));
    return List.of(parameters.indexOf(pair.first()), parameters.indexOf(pair.second()), cells);
  }

  /** As in the trials' columns: the index of an option, or the number. */
  static Object plain(Parameter parameter, Value value) {
    if (parameter instanceof Parameter.Choice choice) {
      return choice.options().indexOf(value);
    }
    return value instanceof Value.Real real ? PageData.round(real.number()) : value.plain();
  }
}
