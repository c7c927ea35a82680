package io.finesweep.engine.dl4j;

import io.finesweep.data.Examples;
import io.finesweep.data.Targets;
import io.finesweep.engine.InvalidModel;
import io.finesweep.engine.Recipe;
import io.finesweep.engine.dl4j.Anatomy.Node;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;

/** Finds what does not fit before the first epoch, and says so to the user. */
final class Fit {

  private Fit() {}

  /** The augmentation must be able to change rows of {@code shape}. */
  static void requireAugmentation(Recipe recipe, int[] shape) {
    String misfit = recipe.passes().augmentation().misfit(shape).orElse(null);
    if (misfit != null) {
      throw new InvalidModel(misfit);
    }
  }

  /** Only the labels of classes can be smoothed. */
  static void requireSmoothing(Recipe recipe, Targets targets) {
    double smoothing = recipe.regularization().labelSmoothing();
    if (smoothing > 0 && !(targets instanceof Targets.Classes)) {
      throw new InvalidModel(
          "'label-smoothing' is "
              + smoothing
              + ", but the targets are numbers.\nMaybe leave it out, or set data.task ="
              + " classification.");
    }
  }

  /** {@code network} must take rows of {@code shape}. */
  static void require(Anatomy network, InputForm form, int[] shape) {
    List<Integer> given = Arrays.stream(shape).boxed().toList();
    List<Integer> known = network.shape();
    boolean fits = form == InputForm.FLAT ? width(known) == width(given) : known.equals(given);
    if (!known.isEmpty() && !fits) {
      throw new InvalidModel(
          "The base model takes rows of the shape "
              + known
              + ", but those of the data set have the shape "
              + given
              + ".\nMaybe the images must be scaled, or the model was trained on other columns.");
    }
    boolean flat = form == InputForm.FLAT;
    for (Node node : network.nodes()) {
      if (node.inputs().contains(network.input()) && node.preProcessor() == null) {
        requireWidth(node, flat ? width(given) : given.get(0), flat ? " numbers" : " channels");
      }
    }
  }

  private static void requireWidth(Node node, int given, String unit) {
    if (node.layer().orElse(null) instanceof FeedForwardLayer layer && layer.getNIn() != given) {
      throw new InvalidModel(
          "The base model's layer '"
              + node.name()
              + "' takes "
              + layer.getNIn()
              + unit
              + ", but a row of the data set has "
              + given
              + ".\nMaybe the model was trained on other data.");
    }
  }

  private static int width(List<Integer> shape) {
    return shape.stream().reduce(1, Math::multiplyExact);
  }

  /** The first row must pass through the network. */
  static void tryOneRow(Dl4jFineTuning tuned, Examples training) {
    float[] row = training.numbers(0, 1);
    List<String> names = training.targets().names();
    Targets targets =
        training.targets() instanceof Targets.Classes
            ? new Targets.Classes(new int[1], names)
            : new Targets.Numbers(new double[1][names.size()], names);
    try {
      tuned.predict(new Examples(row, training.shape(), targets, new int[1]));
    } catch (RuntimeException e) {
      throw Shapes.unfit("input", e);
    }
  }
}
