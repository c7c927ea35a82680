package io.finesweep.engine.dl4j;

import io.finesweep.data.Examples;
import io.finesweep.engine.FineTuning;
import io.finesweep.engine.FrozenPart;
import io.finesweep.engine.Recipe;
import io.finesweep.trial.Seeds;
import io.finesweep.trial.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The frozen layers of a model that DL4J reads. It keeps the model's file; the network that runs of
 * this process share is in {@link BaseModels}.
 *
 * @param baseModel the content of its file
 * @param end the last of the layers
 * @param input the shape of one row
 * @param atTheHead whether nothing but the head is above it
 */
record Dl4jFrozenPart(
    byte[] baseModel, String end, int[] input, String key, int[] shape, boolean atTheHead)
    implements FrozenPart {

  /** How many rows pass at once: a row's numbers must not depend on who needs it. */
  private static final int ROWS_AT_ONCE = 256;

  /** The part, where the frozen layers of {@code recipe} end in one place. */
  static Optional<FrozenPart> of(byte[] baseModel, Recipe recipe, int[] input) {
    Fit.requireAugmentation(recipe, input);
    Trunk trunk = Trunk.of(BaseModels.of(baseModel));
    Fit.require(trunk.network(), InputForm.of(trunk.network(), input), input);
    Fit.requireUnchangedWords(trunk.network(), recipe);
    Cut cut = Cut.of(trunk.network(), recipe);
    return of(baseModel, Sha256.of(baseModel), trunk, cut, input);
  }

  private static Optional<FrozenPart> of(
      byte[] baseModel, String modelHash, Trunk trunk, Cut cut, int[] input) {
    if (cut.end().isEmpty()) {
      return Optional.empty();
    }
    String end = cut.end().get();
    int[] shape = shape(trunk, cut, InputForm.of(trunk.network(), input).type(input));
    String key = hash(modelHash, end, Arrays.toString(input), NumericPath.describe());
    return shape.length == 0
        ? Optional.empty()
        : Optional.of(new Dl4jFrozenPart(baseModel, end, input, key, shape, cut.isAtTheHead()));
  }

  /** Of one row of what the layers put out; empty where it is no image and no row of numbers. */
  private static int[] shape(Trunk trunk, Cut cut, InputType input) {
    Shapes shapes = Shapes.of(trunk.network(), input);
    if (cut.isAtTheHead()) {
      return new int[] {Assembly.flattened(trunk, input).width()};
    }
    InputType type = shapes.byNode().get(cut.end().orElseThrow());
    if (type instanceof InputType.InputTypeConvolutional
        || type instanceof InputType.InputTypeFeedForward) {
      return Arrays.stream(type.getShape()).mapToInt(Math::toIntExact).toArray();
    }
    return new int[0];
  }

  private static String hash(String... texts) {
    MessageDigest digest = Sha256.start();
    for (String text : texts) {
      digest.update(text.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
    }
    return Sha256.end(digest);
  }

  @Override
  public List<FrozenPart> below() {
    Trunk trunk = Trunk.of(BaseModels.of(baseModel));
    String modelHash = Sha256.of(baseModel);
    List<FrozenPart> parts = new ArrayList<>();
    for (Anatomy.Node node : trunk.network().upTo(end)) {
      if (!node.name().equals(end)) {
        Cut cut = Cut.upTo(trunk.network(), node.name());
        of(baseModel, modelHash, trunk, cut, input).ifPresent(part -> parts.add(0, part));
      }
    }
    return parts;
  }

  @Override
  public Pass open() {
    return open(network -> new Cut(network, Set.of()), null);
  }

  @Override
  public Pass openAbove(FrozenPart lower) {
    String lowerEnd = ((Dl4jFrozenPart) lower).end;
    return open(network -> Cut.upTo(network, lowerEnd), InputForm.AS_IT_IS);
  }

  /**
   * @param without which of the layers are left out
   * @param rows the form of the rows to compute from; null for the network's own
   */
  private Pass open(Function<Anatomy, Cut> without, @Nullable InputForm rows) {
    Trunk trunk = Trunk.of(BaseModels.of(baseModel));
    InputForm form = InputForm.of(trunk.network(), input);
    Cut cut = Cut.upTo(trunk.network(), end);
    ComputationGraph graph =
        new Assembly(trunk, null, cut).frozenGraph(without.apply(trunk.network()));
    OneDnn.giveTo(graph);
    InputPreProcessor flatten =
        cut.isAtTheHead() ? Assembly.flattened(trunk, form.type(input)).preProcessor() : null;
    return new Layers(graph, rows == null ? form : rows, flatten);
  }

  @Override
  public FineTuning start(
      Recipe recipe, List<Examples> features, long seed, @Nullable InputStream checkpoint)
      throws IOException {
    return new AboveFrozen(this, recipe.augmented(), features, new Seeds(seed)).start(checkpoint);
  }

  /** The layers as a graph. */
  private record Layers(ComputationGraph graph, InputForm form, @Nullable InputPreProcessor flatten)
      implements Pass {

    @Override
    public float[] features(Examples rows) {
      float[] features = new float[0];
      int at = 0;
      for (int from = 0; from < rows.size(); from += ROWS_AT_ONCE) {
        int count = Math.min(ROWS_AT_ONCE, rows.size() - from);
        INDArray input = form.array(rows.numbers(from, count), count, rows.shape());
        INDArray output = graph.outputSingle(false, input);
        INDArray flat =
            flatten == null
                ? output
                : flatten.preProcess(output, count, LayerWorkspaceMgr.noWorkspaces());
        float[] numbers = flat.dup('c').data().asFloat();
        if (at == 0) {
          features = new float[numbers.length / count * rows.size()];
        }
        System.arraycopy(numbers, 0, features, at, numbers.length);
        at += numbers.length;
      }
      return features;
    }

    @Override
    public void close() {
      Dl4jPredictor.free(graph);
    }
  }
}
