package io.finesweep.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.finesweep.cli.Questions.Question;
import io.finesweep.history.Trial;
import io.finesweep.history.Winner;
import io.finesweep.sweep.Sweep;
import io.finesweep.trial.Failure;
import io.finesweep.trial.FoldResult;
import io.finesweep.trial.FoldTask;
import io.finesweep.trial.RunId;
import io.finesweep.trial.Usage;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A sweep whose objective is another program: one JSON line in, one JSON line out. */
final class Conversation {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Sweep sweep;
  private final Questions questions;
  private final InstantSource clock;
  private int slots;

  Conversation(Sweep sweep, InstantSource clock) {
    this.sweep = sweep;
    this.questions =
        new Questions(sweep.spec().terms().metrics(), sweep.spec().experiment().metrics());
    this.clock = clock;
  }

  /** The answer to a line; a line that makes no sense changes nothing. */
  String answer(String line) {
    try {
      return json(answer(questions.read(line)));
    } catch (Questions.Unclear e) {
      return json(Map.of("error", String.valueOf(e.getMessage())));
    }
  }

  private Map<String, Object> answer(Question question) throws Questions.Unclear {
    if (question instanceof Question.Ask ask) {
      return runs(ask.count());
    } else if (question instanceof Question.Best) {
      return best();
    } else if (question instanceof Question.Told told) {
      return end(
          told.run(),
          new FoldResult.Scored(List.of(), told.values(), FoldResult.Artifacts.NONE, usage()));
    } else if (question instanceof Question.Diverged diverged) {
      return end(
          diverged.run(), new FoldResult.Diverged(diverged.run().epochs(), List.of(), usage()));
    }
    Question.Failed failed = (Question.Failed) question;
    return end(failed.run(), new FoldResult.Failed(new Failure(failed.reason(), ""), usage()));
  }

  private Map<String, Object> runs(int count) {
    List<Map<String, Object>> runs = new ArrayList<>();
    while (runs.size() < count) {
      slots = Math.max(slots, sweep.history().outstanding().size() + 1);
      Optional<FoldTask> task = sweep.next(slots);
      if (task.isEmpty()) {
        break;
      }
      runs.add(run(task.get().run()));
    }
    sweep.acknowledge();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("runs", runs);
    if (runs.isEmpty()) {
      answer.put("done", sweep.history().outstanding().isEmpty());
    }
    if (runs.size() < count) {
      sweep.whyExhausted().ifPresent(reason -> answer.put("reason", reason));
    }
    return answer;
  }

  private Map<String, Object> run(RunId run) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("number", run.trial());
    answer.put("parameters", parameters(run.trial()));
    answer.put("fold", run.fold());
    answer.put("epochs", run.epochs());
    Trial.Origin origin = sweep.history().trial(run.trial()).origin();
    if (origin != null) {
      answer.put("parent", Map.of("number", origin.parent(), "epochs", origin.epochs()));
    }
    return answer;
  }

  private Map<String, @Nullable Object> parameters(int trial) {
    return sweep.spec().fineTuning().plain(sweep.history().trial(trial).configuration());
  }

  private Map<String, Object> end(RunId run, FoldResult result) throws Questions.Unclear {
    int attempt =
        sweep
            .outstanding(run)
            .orElseThrow(
                () ->
                    new Questions.Unclear(
                        "No run is outstanding with number "
                            + run.trial()
                            + ", fold "
                            + run.fold()
                            + ", epochs "
                            + run.epochs()
                            + "."));
    sweep.finished(run, attempt, result);
    sweep.acknowledge();
    return Map.of("ok", true);
  }

  private Map<String, Object> best() throws Questions.Unclear {
    int number =
        Winner.of(sweep.history())
            .orElseThrow(() -> new Questions.Unclear(Winner.whyNone(sweep.history())))
            .number();
    Map<String, Object> answer = chosen(number);
    if (sweep.spec().terms().objectives().size() > 1) {
      answer.put(
          "front",
          Winner.front(sweep.history()).stream().map(trial -> chosen(trial.number())).toList());
    }
    return answer;
  }

  private Map<String, Object> chosen(int number) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("number", number);
    answer.put("parameters", parameters(number));
    return answer;
  }

  private Usage usage() {
    return new Usage("", "", "", clock.millis(), 0, 0);
  }

  private static String json(Map<String, Object> answer) {
    try {
      return MAPPER.writeValueAsString(answer);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("This answer cannot be written as JSON: " + answer, e);
    }
  }
}
