package io.finesweep.cli;

import io.finesweep.config.FirstPoints;
import io.finesweep.config.Publishing;
import io.finesweep.config.SweepConfiguration;
import io.finesweep.engine.InvalidModel;
import io.finesweep.engine.ModelDescription;
import io.finesweep.fold.FoldRunner;
import io.finesweep.fold.Inspection;
import io.finesweep.history.Event;
import io.finesweep.space.Parameter;
import io.finesweep.spark.HadoopSettings;
import io.finesweep.store.SweepFolder;
import io.finesweep.sweep.SweepSpec;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.Names;
import io.finesweep.trial.Settings;
import io.finesweep.trial.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A configuration, what was chosen for it, and what its data and base model turned out to be: all
 * that can be known before a sweep starts.
 */
record Plan(
    SweepConfiguration configuration,
    Strategies.Chosen chosen,
    Inspection inspection,
    Recollection recollection) {

  /** Looks at everything that the configuration names. */
  static Plan of(SweepConfiguration asked) throws IOException {
    SweepConfiguration configuration = located(asked);
    SweepSpec spec = configuration.spec();
    // By the paths as they were written: those of earlier sweeps are.
    Recollection past = Recollection.of(asked);
    Strategies.Chosen chosen = Strategies.choose(configuration, past.recalled());
    FoldRunner runner = new FoldRunner(HadoopSettings.here(), "driver");
    Inspection inspection =
        runner.inspect(spec.experiment(), spec.seeds(), standard(configuration));
    Recollection recollection = past.with(base(configuration, inspection).stream().toList());
    Plan plan = new Plan(configuration, chosen, inspection, recollection);
    plan.refuseUnknownLayers();
    Publishing publishing = configuration.publishing();
    if (publishing != null) {
      Publisher.requireRows(publishing, spec);
    }
    return plan;
  }

  /** The point that the base model says it was trained with, if it is to be tried. */
  Optional<Configuration> base() {
    return base(configuration, inspection).filter(recalled().first()::contains);
  }

  /** What the sweep takes over from before its first trial. */
  Event.Recalled recalled() {
    return recollection.recalled();
  }

  private static Optional<Configuration> base(SweepConfiguration asked, Inspection inspection) {
    ModelDescription model = inspection.baseModel();
    // Who asks for a grid wants its points and no others.
    boolean isTried = asked.triesBaseModel() && !asked.strategy().sampler().equals("grid");
    return model == null || !isTried
        ? Optional.empty()
        : FirstPoints.of(asked.spec().space(), model.trained());
  }

  private static SweepConfiguration located(SweepConfiguration asked) {
    org.apache.hadoop.conf.Configuration hadoop = HadoopSettings.here();
    String store = asked.store();
    String folder = store == null ? "" : SweepFolder.of(store, asked.spec().name(), hadoop).uri();
    return asked.with(new Located(hadoop).spec(asked.spec(), folder));
  }

  /** The settings with each parameter's default, or the middle of its range. */
  static Settings standard(SweepConfiguration configuration) {
    SweepSpec spec = configuration.spec();
    return spec.fineTuning().fill(standardPoint(spec));
  }

  private static Configuration standardPoint(SweepSpec spec) {
    return spec.space().at(parameter -> parameter.unit(parameter.standard()));
  }

  private void refuseUnknownLayers() {
    ModelDescription model = inspection.baseModel();
    if (model == null) {
      return;
    }
    List<String> known = new ArrayList<>(model.layers().stream().map(l -> l.name()).toList());
    known.add("none");
    for (Parameter parameter : configuration.spec().space().parameters()) {
      if (parameter.path().equals("freeze-up-to") && parameter instanceof Parameter.Choice choice) {
        for (Value option : choice.options()) {
          String name = String.valueOf(option.plain());
          if (!known.contains(name)) {
            throw new InvalidModel(
                "'fine-tuning.freeze-up-to' may be '"
                    + name
                    + "', but the base model has no layer of that name; it has "
                    + String.join(", ", known)
                    + ".\n"
                    + Names.maybe(name, known));
          }
        }
      }
    }
  }
}
