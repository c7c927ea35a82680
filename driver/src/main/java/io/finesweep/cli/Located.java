package io.finesweep.cli;

import io.finesweep.space.Parameter;
import io.finesweep.space.SearchSpace;
import io.finesweep.space.Template;
import io.finesweep.space.Template.Node;
import io.finesweep.sweep.SweepSpec;
import io.finesweep.trial.Experiment;
import io.finesweep.trial.Settings;
import io.finesweep.trial.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * Makes the paths of a sweep mean the same in every process: a relative one is relative to where
 * the driver was started, and executors were started elsewhere.
 */
final class Located {

  private static final List<String> DATA = List.of("path", "images", "labels");
  private static final List<String> TEXT = List.of("vectors", "vocabulary");
  private static final String BASE_MODEL = "base-model";

  private final Configuration hadoop;

  Located(Configuration hadoop) {
    this.hadoop = hadoop;
  }

  /** The same sweep with full paths, its runs writing below {@code folder}. */
  SweepSpec spec(SweepSpec spec, String folder) {
    Experiment experiment = spec.experiment();
    return new SweepSpec(
        spec.name(),
        spec.space(),
        template(spec.fineTuning(), spec.space()),
        spec.terms(),
        spec.limits(),
        spec.rules(),
        spec.seeds(),
        experiment.located(
            Settings.of(data(experiment.data().tree())),
            validation(experiment.validation()),
            folder));
  }

  private Map<String, @Nullable Object> data(Map<String, ?> tree) {
    Map<String, @Nullable Object> located = paths(tree, DATA);
    if (located.get("text") instanceof Map<?, ?> section) {
      Map<String, Object> text = new TreeMap<>();
      section.forEach((key, value) -> text.put(String.valueOf(key), value));
      located.put("text", paths(text, TEXT));
    }
    return located;
  }

  private Map<String, @Nullable Object> paths(Map<String, ?> tree, List<String> keys) {
    Map<String, @Nullable Object> located = new LinkedHashMap<>(tree);
    for (String key : keys) {
      if (located.get(key) instanceof String path) {
        located.put(key, full(path));
      }
    }
    return located;
  }

  private Settings validation(Settings validation) {
    Map<String, @Nullable Object> located = new LinkedHashMap<>(validation.tree());
    Object test = located.get("test");
    if (test instanceof String path) {
      located.put("test", full(path));
    } else if (test instanceof Map<?, ?> section) {
      Map<String, Object> overrides = new TreeMap<>();
      section.forEach((key, value) -> overrides.put(String.valueOf(key), value));
      located.put("test", data(overrides));
    }
    return Settings.of(located);
  }

  private Template template(Template template, SearchSpace space) {
    Map<String, Node> nodes = new LinkedHashMap<>(template.root().nodes());
    Node base = nodes.get(BASE_MODEL);
    if (base instanceof Node.Fixed fixed && fixed.value() instanceof String path) {
      nodes.put(BASE_MODEL, new Node.Fixed(full(path)));
    } else if (base instanceof Node.Drawn drawn
        && space.parameter(drawn.path()).orElse(null) instanceof Parameter.Choice choice) {
      Map<Value, Node> options = new LinkedHashMap<>();
      for (Value option : choice.options()) {
        options.put(option, new Node.Fixed(full(String.valueOf(option.plain()))));
      }
      nodes.put(BASE_MODEL, new Node.Drawn(drawn.path(), options));
    }
    return new Template(new Node.Section(nodes));
  }

  /** The path with its file system; one that names none is on the default one. */
  private String full(String path) {
    try {
      Path place = new Path(path);
      return place.getFileSystem(hadoop).makeQualified(place).toString();
    } catch (IllegalArgumentException e) {
      return path; // the reader of the data says what is wrong with it
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
