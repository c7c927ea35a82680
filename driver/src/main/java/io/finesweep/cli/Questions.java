package io.finesweep.cli;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.finesweep.report.Words;
import io.finesweep.trial.RunId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads the lines that another program writes to {@code ask-tell}. */
final class Questions {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          // Python's json.dumps and others write NaN and Infinity, which JSON has no numbers for.
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .build();

  private static final int SHOWN = 30;

  private final NavigableSet<String> required;
  private final NavigableSet<String> further;

  /**
   * A reader.
   *
   * @param required metrics that every tell has a value for
   * @param known all that a tell may have a value for
   */
  Questions(List<String> required, List<String> known) {
    this.required = new TreeSet<>(required);
    this.further = new TreeSet<>(known);
    further.removeAll(required);
  }

  /** What a line says. */
  sealed interface Question {

    /** Give at most {@code count} runs. */
    record Ask(int count) implements Question {}

    /** A run has ended; values by metric name. */
    record Told(RunId run, SortedMap<String, Double> values) implements Question {}

    /** A run's numbers were no longer finite. */
    record Diverged(RunId run) implements Question {}

    /** A run ended with an error. */
    record Failed(RunId run, String reason) implements Question {}

    /** Which trial would you choose now? */
    record Best() implements Question {}
  }

  /** A line that cannot be understood; the message says why. */
  static final class Unclear extends Exception {
    private static final long serialVersionUID = 1L;

    Unclear(String message) {
      super(message);
    }
  }

  Question read(String line) throws Unclear {
    JsonNode node = object(line);
    if (node.size() != 1) {
      throw new Unclear(
          "A line holds one of \"ask\", \"tell\" and \"best\"; this one holds "
              + (node.isEmpty() ? "nothing" : String.join(", ", names(node)))
              + ".");
    }
    String what = node.fieldNames().next();
    JsonNode content = node.get(what);
    return switch (what) {
      case "ask" -> ask(content);
      case "tell" -> told(content);
      case "best" -> best(content);
      default -> throw new Unclear("\"" + what + "\" is none of \"ask\", \"tell\" and \"best\".");
    };
  }

  private static Question ask(JsonNode count) throws Unclear {
    if (!count.isIntegralNumber() || count.bigIntegerValue().signum() < 1) {
      throw new Unclear("\"ask\" is " + count + "; it must be a whole number, at least 1.");
    }
    return new Question.Ask(count.canConvertToInt() ? count.intValue() : Integer.MAX_VALUE);
  }

  private static Question best(JsonNode flag) throws Unclear {
    if (!flag.isBoolean() || !flag.booleanValue()) {
      throw new Unclear("\"best\" is " + flag + "; it must be true.");
    }
    return new Question.Best();
  }

  private static JsonNode object(String line) throws Unclear {
    try (JsonParser parser = MAPPER.createParser(line)) {
      JsonNode node = MAPPER.readTree(parser);
      if (node == null || !node.isObject()) {
        throw new Unclear("A line must be a JSON object such as {\"ask\": 1}.");
      }
      long end = parser.currentLocation().getCharOffset();
      String rest = line.substring((int) end).strip();
      if (!rest.isEmpty()) {
        throw new Unclear(
            "Behind the line's object stands more, "
                + Words.cut(rest, SHOWN)
                + ". Maybe write each object in a line of its own.");
      }
      return node;
    } catch (JsonEOFException e) {
      throw new Unclear(
          "The line is cut off: it ends before its JSON object does. Maybe write the whole object"
              + " in one line.");
    } catch (MismatchedInputException e) {
      throw new Unclear(
          "A name stands twice in one object, up to character "
              + e.getLocation().getColumnNr()
              + " of the line. Maybe leave one of them out.");
    } catch (StreamConstraintsException e) {
      throw new Unclear(
          "The line is not a question: its brackets are too deep, or a number or name in it is too"
              + " long. Maybe it is not what you meant to write.");
    } catch (JsonProcessingException e) {
      throw new Unclear(notJson(line, (int) e.getLocation().getCharOffset()));
    } catch (IOException e) {
      throw new IllegalStateException("A text in memory cannot be read.", e);
    }
  }

  /** The parser has read as far as {@code end}, which is at the mistake or just behind it. */
  private static String notJson(String line, int end) {
    int last = Math.max(1, Math.min(end, line.length()));
    int first = Math.max(0, last - SHOWN);
    return "The line is not JSON: the mistake is about character "
        + last
        + ", where "
        + (first > 0 ? "…" : "")
        + line.substring(first, last)
        + " ends. Maybe write each line with a JSON library, one object such as {\"ask\": 1}.";
  }

  private Question told(JsonNode tell) throws Unclear {
    if (!tell.isObject()) {
      throw new Unclear("\"tell\" must be an object with number, fold, epochs and value.");
    }
    for (String name : names(tell)) {
      if (!List.of("number", "fold", "epochs", "value", "failed").contains(name)) {
        throw new Unclear(
            "\"" + name + "\" is not part of a tell: number, fold, epochs, and value or failed.");
      }
    }
    RunId run =
        new RunId(whole(tell, "number", 0), whole(tell, "fold", 0), whole(tell, "epochs", 1));
    JsonNode value = tell.get("value");
    JsonNode failed = tell.get("failed");
    if ((value == null) == (failed == null)) {
      throw new Unclear("A tell has a \"value\" or \"failed\", and not both.");
    }
    if (failed != null) {
      if (!failed.isTextual() || failed.textValue().isBlank()) {
        throw new Unclear("\"failed\" is " + failed + "; it must be a text, the reason.");
      }
      return new Question.Failed(run, failed.textValue());
    }
    SortedMap<String, Double> values = values(value);
    return values.values().stream().allMatch(Double::isFinite)
        ? new Question.Told(run, values)
        : new Question.Diverged(run);
  }

  /**
   * The value of each metric: of a required one as it was told, or NaN for null; further ones have
   * a number or are left out.
   */
  private SortedMap<String, Double> values(@Nullable JsonNode value) throws Unclear {
    SortedMap<String, Double> values = new TreeMap<>();
    if (value == null || value.isNull() || (required.size() == 1 && !value.isObject())) {
      values.put(required.first(), number("value", value));
      return values;
    }
    List<String> told = names(value);
    if (!value.isObject() || !told.containsAll(required) || !isKnown(told)) {
      throw new Unclear(
          "\"value\" is "
              + value
              + "; it must be an object with a number for each of "
              + String.join(", ", required)
              + (further.isEmpty() ? "" : ", and may have " + String.join(", ", further))
              + ".");
    }
    for (String name : told) {
      double number = number("value." + name, value.get(name));
      if (required.contains(name) || Double.isFinite(number)) {
        values.put(name, number);
      }
    }
    return values;
  }

  private boolean isKnown(List<String> names) {
    return names.stream().allMatch(name -> required.contains(name) || further.contains(name));
  }

  private static double number(String name, @Nullable JsonNode node) throws Unclear {
    if (node != null && node.isNull()) {
      return Double.NaN;
    }
    if (node == null || !node.isNumber()) {
      throw new Unclear("\"" + name + "\" is " + node + "; it must be a number or null.");
    }
    return node.doubleValue();
  }

  private static int whole(JsonNode tell, String name, int least) throws Unclear {
    JsonNode node = tell.get(name);
    if (node == null || !node.isInt() || node.intValue() < least) {
      throw new Unclear(
          "\""
              + name
              + "\" is "
              + (node == null ? "missing" : node)
              + "; it must be a whole number, from "
              + least
              + " to "
              + Integer.MAX_VALUE
              + ".");
    }
    return node.intValue();
  }

  private static List<String> names(JsonNode node) {
    List<String> names = new ArrayList<>();
    for (Iterator<String> i = node.fieldNames(); i.hasNext(); ) {
      names.add(i.next());
    }
    return names;
  }
}
