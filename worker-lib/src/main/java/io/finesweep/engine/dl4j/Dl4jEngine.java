package io.finesweep.engine.dl4j;

import io.finesweep.data.Examples;
import io.finesweep.data.Targets;
import io.finesweep.engine.Beginning;
import io.finesweep.engine.Engine;
import io.finesweep.engine.FineTuning;
import io.finesweep.engine.InvalidModel;
import io.finesweep.engine.ModelDescription;
import io.finesweep.engine.Predictor;
import io.finesweep.engine.Recipe;
import io.finesweep.trial.Seeds;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;

/** Fine-tunes models of DL4J and Keras with DL4J. */
public final class Dl4jEngine implements Engine {

  @Override
  public String name() {
    return "dl4j";
  }

  @Override
  public String numericPath() {
    return NumericPath.describe();
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
    Trunk trunk;
    String freezeUpTo = null;
    if (recipe.beginning() instanceof Beginning.Scratch scratch) {
      trunk =
          new Trunk(
              ScratchNetwork.build(scratch.network(), training.shape(), seeds.seed("network")),
              null);
    } else if (recipe.beginning() instanceof Beginning.BaseModel base && baseModel != null) {
      trunk = Trunk.of(ModelFile.read(baseModel));
      freezeUpTo = base.freezeUpTo();
    } else {
      throw new IllegalArgumentException("This recipe begins at a base model, but there is none.");
    }
    try {
      Tuning tuning = Tuning.of(recipe, training.size());
      InputForm form = InputForm.of(trunk.network(), training.shape());
      InputType input = form.type(training.shape());
      checkShape(trunk.network().shape(), form, training.shape());
      checkInput(trunk.network(), input);
      ComputationGraph graph =
          new Assembly(trunk, tuning, freezeUpTo)
              .graph(input, recipe.head(), training.targets(), seeds.seed("head"));
      Dl4jFineTuning tuned = new Dl4jFineTuning(graph, form, training, recipe, seeds);
      tryOneRow(tuned, training);
      if (checkpoint != null) {
        tuned.resume(checkpoint);
      }
      return tuned;
    } finally {
      trunk.network().release();
    }
  }

  private static void checkShape(List<Integer> known, InputForm form, int[] given) {
    List<Integer> shape = Arrays.stream(given).boxed().toList();
    boolean fits =
        form == InputForm.FLAT
            ? known.stream()
                .reduce(1, (a, b) -> a * b)
                .equals(shape.stream().reduce(1, (a, b) -> a * b))
            : known.equals(shape);
    if (!known.isEmpty() && !fits) {
      throw new InvalidModel(
          "The base model takes rows of the shape "
              + known
              + ", but those of the data set have the shape "
              + shape
              + ".\nMaybe the images must be scaled, or the model was trained on other columns.");
    }
  }

  private static void checkInput(Anatomy network, InputType input) {
    List<Integer> given = Shapes.extents(input);
    for (Anatomy.Node node : network.nodes()) {
      if (node.inputs().contains(network.input())
          && node.preProcessor() == null
          && node.layer().orElse(null) instanceof FeedForwardLayer layer
          && layer.getNIn() != given.get(0)) {
        throw new InvalidModel(
            "The base model's layer '"
                + node.name()
                + "' takes "
                + layer.getNIn()
                + (given.size() == 3 ? " channels" : " numbers")
                + ", but a row of the data set has "
                + given.get(0)
                + ".\nMaybe the model was trained on other data.");
      }
    }
  }

  /** Finds what does not fit before the first epoch. */
  private static void tryOneRow(Dl4jFineTuning tuned, Examples training) {
    float[] row = Arrays.copyOf(training.features(), training.width());
    Targets targets =
        training.targets() instanceof Targets.Classes classes
            ? new Targets.Classes(new int[1], classes.names())
            : new Targets.Numbers(
                new double[1][training.targets().names().size()], training.targets().names());
    try {
      tuned.predict(new Examples(row, training.shape(), targets, new int[1]));
    } catch (RuntimeException e) {
      tuned.close();
      throw Shapes.unfit("input", e);
    }
  }

  @Override
  public Predictor open(InputStream model, Targets outputs) throws IOException {
    ModelFile.Opened opened = ModelFile.open(model.readAllBytes());
    long units = ((FeedForwardLayer) opened.outputLayer()).getNOut();
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
    return new Dl4jPredictor(opened.graph(), opened.form());
  }
}
