package io.finesweep.engine.dl4j;

import io.finesweep.data.Targets;
import io.finesweep.engine.Activation;
import io.finesweep.engine.Clipping;
import io.finesweep.engine.Head;
import io.finesweep.engine.Optimizer;
import io.finesweep.engine.Recipe;
import io.finesweep.engine.Regularization;
import io.finesweep.engine.WeightNoise;
import io.finesweep.trial.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A head in plain arrays: dense layers, then softmax and cross-entropy, or identity and squared
 * error. A step of a small head takes DL4J some hundred microseconds whatever its size; here it
 * takes as long as its arithmetic. It comes to DL4J's numbers within the rounding of single
 * precision.
 */
final class PlainHead {

  /** The system property that leaves heads to DL4J; the environment variable is FINESWEEP_HEADS. */
  static final String SWITCH = "finesweep.heads";

  /** Above so many weights the matrix products of a library are worth their overhead. */
  private static final int MOST_WEIGHTS = 1 << 16;

  private static final float SMALLEST_SHARE = 1e-10f;

  private final List<PlainLayer> layers;
  private final boolean classifies;
  private final boolean weighs;
  private final Recipe recipe;
  private final List<UpdateRule> rules = new ArrayList<>();
  private final List<float[]> outputs = new ArrayList<>();
  private final List<float[]> errors = new ArrayList<>();
  private int steps;

  private PlainHead(List<PlainLayer> layers, boolean classifies, Recipe recipe) {
    this.layers = List.copyOf(layers);
    this.classifies = classifies;
    this.weighs = !recipe.passes().balance().weights().areEqual();
    this.recipe = recipe;
    int batch = recipe.passes().batchSize();
    for (PlainLayer layer : layers) {
      Optimizer rule = recipe.descent().optimizer().rule();
      rules.add(UpdateRule.of(rule, layer.weights().length));
      rules.add(UpdateRule.of(rule, layer.units()));
      outputs.add(new float[batch * layer.units()]);
      errors.add(new float[batch * layer.units()]);
    }
  }

  /** The head of {@code recipe} with the weights it begins with. */
  static PlainHead draw(Recipe recipe, int width, Targets targets, Seeds seeds) {
    Head head = recipe.head();
    int names = targets.names().size();
    HeadWeights drawn = HeadWeights.draw(head, width, names, seeds);
    List<PlainLayer> layers = new ArrayList<>();
    int inputs = width;
    for (int i = 0; i <= head.hidden().size(); i++) {
      boolean last = i == head.hidden().size();
      int units = last ? names : head.hidden().get(i);
      Activation activation = last ? Activation.IDENTITY : head.activation();
      layers.add(PlainLayer.of(inputs, units, activation, drawn.byLayer().get(i)));
      inputs = units;
    }
    return new PlainHead(layers, targets instanceof Targets.Classes, recipe);
  }

  /** Whether the head of {@code recipe} trains here to what it trains to in DL4J, and faster. */
  static boolean fits(Recipe recipe, int width, int outputs) {
    Head head = recipe.head();
    long weights = 0;
    long inputs = width;
    for (int units : head.hidden()) {
      weights += inputs * units;
      inputs = units;
    }
    weights += inputs * outputs;
    return isOn()
        && weights <= MOST_WEIGHTS
        && head.dropout() == 0
        && recipe.regularization().weightNoise() instanceof WeightNoise.None
        && PlainLayer.knows(head.activation());
  }

  /** Whether heads of this process may train in plain arrays. */
  static boolean isOn() {
    String told = System.getProperty(SWITCH, System.getenv().getOrDefault("FINESWEEP_HEADS", ""));
    return switch (told.toLowerCase(Locale.ROOT)) {
      case "", "plain" -> true;
      case "dl4j" -> false;
      default ->
          throw new IllegalStateException(
              "FINESWEEP_HEADS is '"
                  + told
                  + "'; it must be plain or dl4j.\nMaybe leave it out: plain.");
    };
  }

  List<PlainLayer> layers() {
    return layers;
  }

  List<UpdateRule> rules() {
    return rules;
  }

  /** How many steps it has made. */
  int steps() {
    return steps;
  }

  /** Goes on as if it had made so many steps. */
  void steps(int made) {
    steps = made;
  }

  /**
   * What the head puts out for {@code rows} rows, at most as many as make a batch; the array is
   * used again.
   */
  float[] forward(float[] features, int rows) {
    float[] in = features;
    for (int i = 0; i < layers.size(); i++) {
      layers.get(i).forward(in, rows, outputs.get(i));
      in = outputs.get(i);
    }
    if (classifies) {
      softmax(in, rows, last().units());
    }
    return in;
  }

  private PlainLayer last() {
    return layers.get(layers.size() - 1);
  }

  private static void softmax(float[] out, int rows, int units) {
    for (int at = 0; at < rows * units; at += units) {
      float largest = out[at];
      for (int i = 1; i < units; i++) {
        largest = Math.max(largest, out[at + i]);
      }
      float sum = 0;
      for (int i = 0; i < units; i++) {
        out[at + i] = (float) Math.exp(out[at + i] - largest);
        sum += out[at + i];
      }
      for (int i = 0; i < units; i++) {
        out[at + i] /= sum;
      }
    }
  }

  /**
   * Makes one step.
   *
   * @param labels as many numbers a row as there are outputs
   * @param rate of this step
   * @return the mean loss of the rows before it, without penalties on weights
   */
  double step(float[] features, float[] labels, int rows, double rate) {
    float[] out = forward(features, rows);
    double loss = loss(out, labels, rows);
    for (int i = layers.size() - 1; i >= 0; i--) {
      float[] in = i == 0 ? features : outputs.get(i - 1);
      float[] below = i == 0 ? new float[0] : errors.get(i - 1);
      layers.get(i).backward(in, outputs.get(i), errors.get(i), rows, below);
    }
    clip(rows);
    for (int i = 0; i < layers.size(); i++) {
      learn(layers.get(i), i, rows, rate);
    }
    steps++;
    return loss;
  }

  /** The mean loss; the error of the output is put in place. */
  private double loss(float[] out, float[] labels, int rows) {
    float[] error = errors.get(layers.size() - 1);
    int units = last().units();
    double sum = 0;
    for (int i = 0; i < rows * units; i++) {
      float difference = out[i] * weight(labels, i / units * units, units) - labels[i];
      if (!classifies) {
        error[i] = 2 * difference / units;
        sum += (double) difference * difference / units;
      } else {
        error[i] = difference;
        if (labels[i] != 0) {
          sum -= labels[i] * Math.log(share(out[i]));
        }
      }
    }
    return sum / rows;
  }

  /** How much the row counts whose labels begin at {@code at}. */
  private float weight(float[] labels, int at, int units) {
    if (!weighs) {
      return 1;
    }
    float sum = 0;
    for (int i = 0; i < units; i++) {
      sum += labels[at + i];
    }
    return sum;
  }

  /** A share as DL4J takes its logarithm; what is no number stays none. */
  private static float share(float out) {
    return out < SMALLEST_SHARE ? SMALLEST_SHARE : out;
  }

  private void clip(int rows) {
    Clipping clipping = recipe.descent().clipping();
    if (clipping instanceof Clipping.ByValue value) {
      float threshold = (float) (value.threshold() * rows);
      for (float[] gradients : gradients()) {
        for (int i = 0; i < gradients.length; i++) {
          gradients[i] = Math.max(-threshold, Math.min(threshold, gradients[i]));
        }
      }
    } else if (clipping instanceof Clipping.ByNorm norm) {
      shorten(norm.threshold() * rows);
    }
  }

  private void shorten(double threshold) {
    double squares = 0;
    for (float[] gradients : gradients()) {
      for (float gradient : gradients) {
        squares += (double) gradient * gradient;
      }
    }
    double norm = Math.sqrt(squares);
    if (norm > threshold) {
      float factor = (float) (threshold / norm);
      for (float[] gradients : gradients()) {
        for (int i = 0; i < gradients.length; i++) {
          gradients[i] *= factor;
        }
      }
    }
  }

  private List<float[]> gradients() {
    List<float[]> gradients = new ArrayList<>();
    for (PlainLayer layer : layers) {
      gradients.add(layer.gradients());
      gradients.add(layer.biasGradients());
    }
    return gradients;
  }

  private void learn(PlainLayer layer, int index, int rows, double rate) {
    Regularization penalty = recipe.regularization();
    float[] weights = layer.weights();
    float[] gradients = layer.gradients();
    for (int i = 0; i < gradients.length; i++) {
      gradients[i] /= rows;
    }
    if (penalty.l1() > 0) {
      for (int i = 0; i < gradients.length; i++) {
        gradients[i] += (float) penalty.l1() * Math.signum(weights[i]);
      }
    }
    if (penalty.l2() > 0) {
      for (int i = 0; i < gradients.length; i++) {
        gradients[i] += (float) penalty.l2() * weights[i];
      }
    }
    rules.get(2 * index).apply(gradients, gradients.length, rate, steps);
    if (penalty.weightDecay() > 0) {
      float share = (float) (penalty.weightDecay() * rate);
      for (int i = 0; i < gradients.length; i++) {
        gradients[i] += share * weights[i];
      }
    }
    subtract(weights, gradients);
    float[] biasGradients = layer.biasGradients();
    for (int i = 0; i < biasGradients.length; i++) {
      biasGradients[i] /= rows;
    }
    rules.get(2 * index + 1).apply(biasGradients, biasGradients.length, rate, steps);
    subtract(layer.biases(), biasGradients);
  }

  private static void subtract(float[] from, float[] what) {
    for (int i = 0; i < from.length; i++) {
      from[i] -= what[i];
    }
  }
}
