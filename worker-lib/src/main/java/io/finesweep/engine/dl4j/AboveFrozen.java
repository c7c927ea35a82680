package io.finesweep.engine.dl4j;

import io.finesweep.data.Examples;
import io.finesweep.engine.FineTuning;
import io.finesweep.engine.Recipe;
import io.finesweep.trial.Seeds;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Training of what is above frozen layers. */
record AboveFrozen(Dl4jFrozenPart part, Recipe recipe, List<Examples> variants, Seeds seeds) {

  /** Begins, or goes on: in plain arrays where that comes to the same, else with DL4J. */
  FineTuning start(@Nullable InputStream checkpoint) throws IOException {
    Examples features = features();
    Fit.requireClasses(recipe, features.targets());
    int outputs = features.targets().names().size();
    return part.atTheHead() && PlainHead.fits(recipe, features.width(), outputs)
        ? plain(checkpoint)
        : graph(checkpoint);
  }

  private Examples features() {
    return variants.get(0);
  }

  private FineTuning plain(@Nullable InputStream checkpoint) throws IOException {
    PlainHead head = PlainHead.draw(recipe, features().width(), features().targets(), seeds);
    PlainFineTuning tuned = new PlainFineTuning(head, variants, recipe, seeds, this::save);
    if (checkpoint != null) {
      tuned.resume(checkpoint);
    }
    return tuned;
  }

  private FineTuning graph(@Nullable InputStream checkpoint) throws IOException {
    Trunk trunk = Trunk.of(BaseModels.of(part.baseModel()));
    InputType input = input(trunk);
    Cut cut = Cut.of(trunk.network(), recipe);
    ComputationGraph graph =
        new Assembly(trunk, Tuning.of(recipe, features().size()), cut)
            .graphAbove(input, recipe.head(), features().targets());
    Dl4jEngine.setHead(graph, trunk, input, recipe, features().targets(), seeds);
    OneDnn.giveTo(graph);
    Started started = new Started(graph, cut, InputForm.AS_IT_IS, this::save);
    return Dl4jEngine.ready(
        new Dl4jFineTuning(started, variants, recipe, seeds), features(), checkpoint);
  }

  private InputType input(Trunk trunk) {
    return InputForm.of(trunk.network(), part.input()).type(part.input());
  }

  /** Changes the weights of a whole network. */
  private interface Change {
    void applyTo(ComputationGraph whole, Trunk trunk);
  }

  private void save(ComputationGraph above, OutputStream out) throws IOException {
    save(
        out,
        (whole, trunk) -> {
          for (GraphVertex vertex : above.getVertices()) {
            if (vertex.hasLayer() && vertex.getLayer().numParams() > 0) {
              INDArray weights = vertex.getLayer().params();
              whole.getLayer(vertex.getVertexName()).setParams(weights.dup('f'));
            }
          }
        });
  }

  private void save(PlainHead head, OutputStream out) throws IOException {
    save(
        out,
        (whole, trunk) -> {
          List<String> names = Assembly.headNames(trunk.network(), recipe.head());
          for (int i = 0; i < names.size(); i++) {
            PlainLayer layer = head.layers().get(i);
            var weights = whole.getLayer(names.get(i)).getParam("W");
            var biases = whole.getLayer(names.get(i)).getParam("b");
            // Ours stand unit by unit: DL4J's order, transposed.
            weights.assign(Nd4j.create(layer.weights(), weights.shape(), 'f'));
            biases.assign(Nd4j.create(layer.biases(), biases.shape(), 'c'));
          }
        });
  }

  /** Writes the base model with what was trained above it as one ordinary model. */
  private void save(OutputStream out, Change change) throws IOException {
    Trunk trunk = Trunk.of(BaseModels.of(part.baseModel()));
    ComputationGraph whole = Dl4jEngine.whole(trunk, input(trunk), recipe, features(), seeds);
    try {
      change.applyTo(whole, trunk);
      Plain.write(whole, part.input(), out);
    } finally {
      Dl4jPredictor.free(whole);
    }
  }
}
