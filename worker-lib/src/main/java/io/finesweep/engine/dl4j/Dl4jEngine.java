package io.finesweep.engine.dl4j;

import io.finesweep.data.Examples;
import io.finesweep.data.Targets;
import io.finesweep.engine.Beginning;
import io.finesweep.engine.EmbeddedWords;
import io.finesweep.engine.Engine;
import io.finesweep.engine.FineTuning;
import io.finesweep.engine.FrozenPart;
import io.finesweep.engine.Health;
import io.finesweep.engine.InvalidModel;
import io.finesweep.engine.ModelDescription;
import io.finesweep.engine.Predictor;
import io.finesweep.engine.Recipe;
import io.finesweep.trial.Seeds;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;

/** Fine-tunes models of DL4J and Keras with DL4J. */
public final class Dl4jEngine implements Engine {

  static {
    // Else DL4J leaves a report where the process was started, whenever memory runs out.
    System.setProperty("org.deeplearning4j.crash.reporting.enabled", "false");
  }

  @Override
  public String name() {
    return "dl4j";
  }

  @Override
  public String numericPath() {
    Checkup.require();
    return NumericPath.describe();
  }

  @Override
  public Health health() {
    return Checkup.health();
  }

  @Override
  public ModelDescription describe(byte[] model) {
    Anatomy network = ModelFile.read(model);
    try {
      return Description.of(network);
    } finally {
      network.release();
    }
  }

  @Override
  public FineTuning start(
      Recipe recipe,
      byte @Nullable [] baseModel,
      Examples training,
      long seed,
      @Nullable InputStream checkpoint)
      throws IOException {
    Seeds seeds = new Seeds(seed);
    Started started = started(recipe, baseModel, training, seeds);
    return ready(
        new Dl4jFineTuning(started, List.of(training), recipe, seeds), training, checkpoint);
  }

  /** The graph that {@code recipe} begins with. */
  static Started started(
      Recipe recipe, byte @Nullable [] baseModel, Examples training, Seeds seeds) {
    int[] shape = training.shape();
    Fit.requireAugmentation(recipe, shape);
    Fit.requireClasses(recipe, training.targets());
    Trunk trunk = trunk(recipe, baseModel, shape, seeds);
    try {
      InputForm form = InputForm.of(trunk.network(), shape);
      Fit.require(trunk.network(), form, shape);
      Fit.requireWords(trunk.network(), recipe, training);
      ComputationGraph graph = whole(trunk, form.type(shape), recipe, training, seeds);
      OneDnn.giveTo(graph);
      Ending<ComputationGraph> ending = (trained, out) -> Plain.write(trained, shape, out);
      return new Started(graph, Cut.of(trunk.network(), recipe), form, ending);
    } finally {
      if (recipe.beginning() instanceof Beginning.Scratch) {
        trunk.network().release(); // a base model is shared
      }
    }
  }

  /** The network that {@code recipe} begins with; {@code training} says its outputs. */
  static ComputationGraph whole(
      Trunk trunk, InputType input, Recipe recipe, Examples training, Seeds seeds) {
    Cut cut = Cut.of(trunk.network(), recipe);
    Assembly assembly = new Assembly(trunk, Tuning.of(recipe, training.size()), cut);
    boolean given =
        recipe.beginning().isPreTrained() || recipe.beginning() instanceof Beginning.Scratch;
    ComputationGraph graph =
        given
            ? assembly.graph(input, recipe.head(), training.targets())
            : assembly.drawn(input, recipe.head(), training.targets(), seeds.seed("trunk"));
    setHead(graph, trunk, input, recipe, training.targets(), seeds);
    return graph;
  }

  /** Draws the weights of the new head of {@code graph}. */
  static void setHead(
      ComputationGraph graph,
      Trunk trunk,
      InputType input,
      Recipe recipe,
      Targets targets,
      Seeds seeds) {
    int width = Assembly.flattened(trunk, input).width();
    HeadWeights weights = HeadWeights.draw(recipe.head(), width, targets.names().size(), seeds);
    Assembly.setHead(graph, Assembly.headNames(trunk.network(), recipe.head()), weights);
  }

  @Override
  public Optional<FrozenPart> frozenPart(Recipe recipe, byte @Nullable [] baseModel, int[] shape) {
    boolean freezes =
        recipe.beginning() instanceof Beginning.BaseModel base && base.freezeUpTo() != null;
    return baseModel == null || !freezes || recipe.changesRows()
        ? Optional.empty()
        : Dl4jFrozenPart.of(baseModel, recipe, shape);
  }

  private static Trunk trunk(Recipe recipe, byte @Nullable [] baseModel, int[] shape, Seeds seeds) {
    if (recipe.beginning() instanceof Beginning.Scratch scratch) {
      EmbeddedWords words = baseModel == null ? null : EmbeddedWords.of(baseModel).orElse(null);
      long seed = seeds.seed("network");
      return new Trunk(
          words == null
              ? ScratchNetwork.build(scratch.network(), shape, seed)
              : ScratchNetwork.over(words, scratch.network(), seed),
          null);
    } else if (baseModel == null) {
      throw new IllegalArgumentException("This recipe begins at a base model, but there is none.");
    }
    return Trunk.of(BaseModels.of(baseModel));
  }

  /** Tries it on a row, and goes on where there is a checkpoint. */
  static FineTuning ready(Dl4jFineTuning tuned, Examples training, @Nullable InputStream checkpoint)
      throws IOException {
    try {
      Fit.tryOneRow(tuned, training);
      if (checkpoint != null) {
        tuned.resume(checkpoint);
      }
      return tuned;
    } catch (IOException | RuntimeException e) {
      tuned.close();
      throw e;
    }
  }

  @Override
  public Predictor open(InputStream model, Targets outputs) throws IOException {
    ModelFile.Opened opened = ModelFile.open(model.readAllBytes());
    if (!(opened.outputLayer() instanceof FeedForwardLayer output)) {
      throw new InvalidModel(
          "The model ends with a layer of the kind "
              + opened.outputLayer().getClass().getSimpleName()
              + ", which puts out no classes and no numbers."
              + "\nMaybe it needs a head: fine-tune it first.");
    }
    long units = output.getNOut();
    if (units != outputs.names().size()) {
      throw new InvalidModel(
          "The model puts out "
              + units
              + " numbers, but "
              + outputs.names().size()
              + " were expected: "
              + String.join(", ", outputs.names())
              + ".\nMaybe it was fine-tuned for another target.");
    }
    OneDnn.giveTo(opened.graph());
    return new Dl4jPredictor(opened.graph(), opened.form());
  }

  @Override
  public byte[] untouched(byte[] baseModel, int[] shape, Targets outputs) throws IOException {
    Anatomy network = ModelFile.read(baseModel);
    try {
      Fit.require(network, InputForm.of(network, shape), shape);
      ComputationGraph graph = Assembly.whole(network);
      try {
        ByteArrayOutputStream saved = new ByteArrayOutputStream();
        ModelFile.write(graph, shape, saved);
        open(new ByteArrayInputStream(saved.toByteArray()), outputs).close();
        return saved.toByteArray();
      } finally {
        Dl4jPredictor.free(graph);
      }
    } finally {
      network.release();
    }
  }
}
