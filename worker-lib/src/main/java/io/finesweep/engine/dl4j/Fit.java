package io.finesweep.engine.dl4j;

import io.finesweep.data.Examples;
import io.finesweep.data.Mixing;
import io.finesweep.data.Targets;
import io.finesweep.engine.Balance;
import io.finesweep.engine.ClassWeights;
import io.finesweep.engine.InvalidModel;
import io.finesweep.engine.Recipe;
import io.finesweep.engine.dl4j.Anatomy.Node;
import io.finesweep.trial.Names;
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
    } else if (recipe.passes().mixing() instanceof Mixing.Cutmix && shape.length != 3) {
      throw new InvalidModel(
          "'mixing' is cutmix, which mixes images, but a row is no image: it has "
              + shape[0]
              + " columns.\nMaybe choose mixup, or read the columns as an image by data.shape.");
    }
  }

  /** Numbers of words are what they are. */
  static void requireUnchangedWords(Anatomy network, Recipe recipe) {
    if (InputForm.isOfWords(network)
        && !(recipe.passes().augmentation().isEmpty() && recipe.passes().mixing().isNone())) {
      throw new InvalidModel(
          "'augmentation' or 'mixing' would change the numbers of words.\nMaybe leave it out.");
    }
  }

  /** Numbers of words are what they are, and each must be known. */
  static void requireWords(Anatomy network, Recipe recipe, Examples rows) {
    if (!InputForm.isOfWords(network)) {
      return;
    }
    requireUnchangedWords(network, recipe);
    long words = InputForm.words(network);
    for (float number : rows.features()) {
      if (number < 0 || number >= words || number != Math.rint(number)) {
        throw new InvalidModel(
            "The base model takes numbers of words, whole ones from 0 to "
                + (words - 1)
                + ", but a row holds "
                + number
                + ".\nMaybe set data.text, or data.scale = none where the columns hold numbers of"
                + " words.");
      }
    }
  }

  /** What concerns classes needs classes, and those that it names. */
  static void requireClasses(Recipe recipe, Targets targets) {
    Balance balance = recipe.passes().balance();
    if (!(targets instanceof Targets.Classes classes)) {
      double smoothing = recipe.regularization().labelSmoothing();
      refuse(smoothing > 0, "'label-smoothing' is " + smoothing);
      refuse(balance.sampling() == Balance.Sampling.BALANCED, "'sampling' is balanced");
      refuse(!balance.weights().areEqual(), "'class-weights' are set");
    } else if (balance.weights() instanceof ClassWeights.Given given) {
      given.byClass().keySet().forEach(name -> requireClass(name, classes.names()));
    }
  }

  private static void refuse(boolean wrong, String what) {
    if (wrong) {
      throw new InvalidModel(
          what
              + ", but the targets are numbers.\nMaybe leave it out, or set data.task ="
              + " classification.");
    }
  }

  private static void requireClass(String name, List<String> classes) {
    if (!classes.contains(name)) {
      String maybe = Names.maybe(name, classes);
      throw new InvalidModel(
          "'class-weights.given' names the class '"
              + name
              + "', but the classes are "
              + String.join(", ", classes)
              + ".\n"
              + (maybe.startsWith("Maybe") ? maybe : "Maybe it was left out of data.classes."));
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
    if (InputForm.isOfWords(network)) {
      return; // each number is looked up by itself
    }
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
