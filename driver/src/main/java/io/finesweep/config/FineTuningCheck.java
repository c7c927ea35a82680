package io.finesweep.config;

import io.finesweep.engine.Recipe;
import io.finesweep.space.Parameter;
import io.finesweep.space.SearchSpace;
import io.finesweep.space.Template;
import io.finesweep.space.Template.Node;
import io.finesweep.trial.Names;
import io.finesweep.trial.Problem;
import io.finesweep.trial.Section;
import io.finesweep.trial.Section.Range;
import io.finesweep.trial.Settings;
import io.finesweep.trial.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Holds the {@code fine-tuning} section against its schema. */
final class FineTuningCheck {

  private static final String EPOCHS = "epochs";
  private static final String PATH = Source.FINE_TUNING + "." + EPOCHS;
  private static final Set<String> WHOLE_SCHEDULES = Set.of(Strategy.AUTO, "full", "race");

  private final SearchSpace space;
  private final Template template;
  private final Measuring measuring;

  FineTuningCheck(SearchSpace space, Template template, Measuring measuring) {
    this.space = space;
    this.template = template;
    this.measuring = measuring;
  }

  /** What is wrong beside what is {@code known} already. */
  List<Problem> problems(List<Problem> known) {
    Set<String> broken = known.stream().map(Problem::path).collect(Collectors.toSet());
    return new Rehearsal(Source.FINE_TUNING, space, template)
        .problems(this::read).stream()
            .filter(problem -> broken.stream().noneMatch(path -> concerns(path, problem.path())))
            .map(this::guessed)
            .toList();
  }

  private static boolean concerns(String broken, String path) {
    return (broken + ".").startsWith(path + ".") || path.startsWith(broken + ".");
  }

  /** The problem; where a section stands that is a misspelt distribution, with its name. */
  private Problem guessed(Problem problem) {
    Node node = template.root();
    String[] keys = problem.path().split("\\.", -1);
    for (int i = 1; i < keys.length; i++) {
      node = node instanceof Node.Section section ? section.nodes().get(keys[i]) : null;
    }
    if (!(node instanceof Node.Section section) || section.nodes().size() > 4) {
      return problem;
    }
    return section.nodes().keySet().stream()
        .map(key -> Names.maybe(key, Kind.keys()))
        .filter(guess -> guess.startsWith("Maybe"))
        .findFirst()
        .map(guess -> new Problem(problem.path(), problem.rule(), guess))
        .orElse(problem);
  }

  private void read(Section section) {
    if (measuring == Measuring.INSIDE) {
      Recipe.read(section);
    } else {
      section.integer(EPOCHS, 1, Range.atLeast(1));
    }
  }

  /** What is wrong with the epochs beside {@code strategy} and what is {@code known} already. */
  List<Problem> problems(Strategy strategy, List<Problem> known) {
    if (WHOLE_SCHEDULES.contains(strategy.schedule()) && space.parameter(EPOCHS).isPresent()) {
      return List.of();
    } else if (space.parameter(EPOCHS).isPresent()) {
      return List.of(
          new Problem(
              PATH,
              "'fine-tuning.epochs' is a distribution, but the schedule '"
                  + strategy.schedule()
                  + "' itself decides how many epochs a trial gets.",
              "Maybe write the most epochs that a trial may get, or set schedule = full."));
    }
    boolean isKnown = known.stream().noneMatch(problem -> concerns(problem.path(), PATH));
    return strategy.ladder().isGiven() && isKnown ? ending(strategy.ladder().epochs()) : List.of();
  }

  private List<Problem> ending(List<Integer> rungs) {
    int last = rungs.get(rungs.size() - 1);
    return last == epochs()
        ? List.of()
        : List.of(
            new Problem(
                "sweep.strategy.rungs",
                "'sweep.strategy.rungs' ends at "
                    + last
                    + ", but a complete trial has "
                    + epochs()
                    + " epochs: the last rung must be 'fine-tuning.epochs'.",
                "Maybe set fine-tuning.epochs = " + last + "."));
  }

  /** The most epochs that a trial may get on one fold. */
  int epochs() {
    Optional<Parameter> parameter = space.parameter(EPOCHS);
    if (parameter.isPresent()) {
      return most(parameter.get());
    }
    Map<String, @Nullable Object> written = new HashMap<>();
    if (template.root().nodes().get(EPOCHS) instanceof Node.Fixed fixed) {
      written.put(EPOCHS, fixed.value());
    }
    Section section = Settings.of(written).section(Source.FINE_TUNING, new ArrayList<>());
    return measuring == Measuring.INSIDE
        ? Recipe.read(section).epochs()
        : section.integer(EPOCHS, 1, Range.atLeast(1));
  }

  private static int most(Parameter parameter) {
    if (parameter instanceof Parameter.Whole whole) {
      return (int) whole.high();
    } else if (parameter instanceof Parameter.Real real) {
      return (int) real.high();
    }
    return ((Parameter.Choice) parameter)
        .options().stream()
            .map(Value::plain)
            .filter(Number.class::isInstance)
            .mapToInt(number -> ((Number) number).intValue())
            .max()
            .orElse(1);
  }
}
