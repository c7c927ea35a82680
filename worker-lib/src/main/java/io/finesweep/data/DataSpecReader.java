package io.finesweep.data;

import io.finesweep.trial.Section;
import io.finesweep.trial.Section.Range;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the {@code data} section. */
final class DataSpecReader {

  private static final List<String> FORMATS = List.of("parquet", "csv", "idx", "images");
  private static final List<String> SCALINGS = List.of("standard", "min-max", "none");
  private static final Scaling BYTES = new Scaling.Divide(255);

  private final Section section;
  private @Nullable TextSpec text;

  DataSpecReader(Section section) {
    this.section = section;
  }

  DataSpec read() {
    String format = section.required("format", "how the data are stored: " + formats());
    if (!FORMATS.contains(format)) {
      if (!format.isEmpty()) {
        section.notOneOf("format", format, FORMATS);
      }
      // The other keys depend on the format: what would be said of them could be wrong.
      return new DataSpec.Idx("", "", treatment(new Scaling.Standard()));
    }
    DataSpec spec =
        switch (format) {
          case "parquet" -> parquet();
          case "csv" -> csv();
          case "idx" -> idx();
          default -> images();
        };
    section.end();
    return spec;
  }

  private static String formats() {
    return String.join(", ", FORMATS.subList(0, 3)) + " or " + FORMATS.get(3);
  }

  private DataSpec parquet() {
    text = TextSpec.read(section);
    String path = section.required("path", "the Parquet file, folder or pattern");
    return new DataSpec.Parquet(path, roles(), selection(), tableTreatment());
  }

  private DataSpec csv() {
    text = TextSpec.read(section);
    String path = section.required("path", "the CSV file, folder or pattern");
    String separator = section.text("separator", ",");
    if (separator.equals("tab") || separator.equals("\\t")) {
      separator = "\t";
    }
    if (separator.length() != 1 || separator.equals("\"")) {
      section.mustBe("separator", "'" + separator + "'", "one character, or tab");
      separator = ",";
    }
    return new DataSpec.Csv(path, separator.charAt(0), roles(), selection(), tableTreatment());
  }

  private Treatment tableTreatment() {
    Map<String, List<String>> levels = new LinkedHashMap<>(categorical());
    levels.values().removeIf(List::isEmpty);
    return treatment(new Scaling.Standard(), levels);
  }

  private DataSpec idx() {
    String images = section.required("images", "the IDX file of the images");
    String labels = section.required("labels", "the IDX file of the labels");
    return new DataSpec.Idx(images, labels, treatment(BYTES));
  }

  private DataSpec images() {
    String path = section.required("path", "the folder that holds one folder a class");
    List<Integer> size = wholes("size", 2, "two whole numbers [height, width], each at least 1");
    int channels = section.integer("channels", 3, Range.between(1, 3));
    if (channels == 2) {
      section.mustBe("channels", channels, "1 (gray) or 3 (red, green, blue)");
    }
    Treatment treatment = treatment(BYTES);
    if (treatment.task() == Task.REGRESSION) {
      section.mustBe("task", "regression", "classification: the folders' names are classes");
    }
    return new DataSpec.ImageFolders(path, size, channels, treatment);
  }

  private DataSpec.Roles roles() {
    List<String> labels = section.texts("label", List.of());
    if (labels.isEmpty()) {
      section.required("label", "the column to predict");
    }
    if (labels.size() > 1 && "classification".equals(section.text("task"))) {
      section.problem(
          "task",
          "'"
              + section.path("task")
              + "' is classification, but there are several labels; only"
              + " a regression has several outputs.",
          "Maybe name one label, or set task = regression.");
    }
    return new DataSpec.Roles(
        labels, section.text("id"), section.text("group"), section.text("time"));
  }

  private DataSpec.Selection selection() {
    if (text != null) {
      return new DataSpec.Selection(List.of(text.column()), List.of(), Map.of(), List.of());
    }
    List<String> features = section.texts("features", List.of());
    List<String> ignored = section.texts("ignore", List.of());
    for (String label : section.texts("label", List.of())) {
      if (features.contains(label)) {
        section.problem(
            "features",
            "'" + section.path("features") + "' names '" + label + "', which is the label.",
            "Maybe take it out of one of the two: a model must not see what it predicts.");
      }
    }
    return new DataSpec.Selection(features, ignored, categorical(), image());
  }

  private Map<String, List<String>> categorical() {
    Map<String, List<String>> columns = new LinkedHashMap<>();
    if (section.raw("categorical") instanceof Map) {
      Section levels = section.section("categorical");
      for (String column : levels.keys()) {
        columns.put(column, levels.texts(column, List.of()));
      }
    } else {
      section.texts("categorical", List.of()).forEach(column -> columns.put(column, List.of()));
    }
    return columns;
  }

  private List<Integer> image() {
    return wholes("shape", 3, "three whole numbers [channels, height, width], each at least 1");
  }

  private List<Integer> wholes(String key, int count, String rule) {
    List<Integer> wholes = new ArrayList<>();
    for (double number : section.numbers(key, List.of(), Range.atLeast(1))) {
      wholes.add((int) number);
      if (number != (int) number) {
        section.mustBe(key, section.raw(key), rule);
        return List.of();
      }
    }
    if (!wholes.isEmpty() && wholes.size() != count) {
      section.mustBe(key, section.raw(key), rule);
      return List.of();
    }
    return wholes;
  }

  private Treatment treatment(Scaling fallback) {
    return treatment(fallback, Map.of());
  }

  private Treatment treatment(Scaling fallback, Map<String, List<String>> levels) {
    Task task = section.option("task", Task.AUTO);
    List<String> classes = section.texts("classes", List.of());
    if (task == Task.REGRESSION && !classes.isEmpty()) {
      section.problem(
          "classes",
          "'"
              + section.path("classes")
              + "' keeps the rows of some classes, but the task is"
              + " regression.",
          "Maybe leave out one of the two.");
    }
    section.option("encode", Encode.ONE_HOT);
    return new Treatment(
        task,
        classes,
        section.option("missing", MissingValues.IMPUTE),
        scaling(fallback),
        section.flag("standardize-targets", true),
        levels,
        text);
  }

  private Scaling scaling(Scaling fallback) {
    if (section.raw("scale") instanceof Map) {
      Section options = section.section("scale");
      double divisor = options.number("divide", 1, Range.POSITIVE);
      options.end();
      return new Scaling.Divide(divisor);
    }
    String name = section.text("scale");
    if (name == null) {
      return fallback;
    }
    if (!SCALINGS.contains(name)) {
      section.problem(
          "scale",
          "'"
              + section.path("scale")
              + "' is '"
              + name
              + "'; it must be standard, min-max, none"
              + " or { divide = NUMBER }.",
          io.finesweep.trial.Names.maybe(name, SCALINGS));
    }
    return switch (name) {
      case "min-max" -> new Scaling.MinMax();
      case "none" -> new Scaling.Unscaled();
      default -> new Scaling.Standard();
    };
  }

  /** How categories become numbers. */
  private enum Encode {
    ONE_HOT
  }
}
