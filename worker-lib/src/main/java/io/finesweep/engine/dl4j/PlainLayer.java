package io.finesweep.engine.dl4j;

import io.finesweep.engine.Activation;

/**
 * A dense layer in plain arrays: {@code activation(x · weights + biases)}.
 *
 * @param weights of each unit, input by input
 * @param gradients of the weights, summed over the batch
 * @param biasGradients of the biases, summed over the batch
 */
record PlainLayer(
    int inputs,
    int units,
    Activation activation,
    float[] weights,
    float[] biases,
    float[] gradients,
    float[] biasGradients) {

  /** DL4J's slope of a leaky rectifier below 0. */
  private static final float LEAK = 0.01f;

  /**
   * A layer with biases of 0.
   *
   * @param drawn the weights, input by input
   */
  static PlainLayer of(int inputs, int units, Activation activation, float[] drawn) {
    float[] weights = new float[drawn.length];
    for (int input = 0; input < inputs; input++) {
      for (int unit = 0; unit < units; unit++) {
        weights[unit * inputs + input] = drawn[input * units + unit];
      }
    }
    return new PlainLayer(
        inputs,
        units,
        activation,
        weights,
        new float[units],
        new float[drawn.length],
        new float[units]);
  }

  /** Puts into {@code out} what the layer makes of {@code rows} rows of {@code in}. */
  void forward(float[] in, int rows, float[] out) {
    for (int row = 0; row < rows; row++) {
      for (int unit = 0; unit < units; unit++) {
        out[row * units + unit] = biases[unit] + product(in, row * inputs, unit * inputs);
      }
    }
    activate(out, rows * units);
  }

  /** Eight sums side by side keep the processor's adders busy; their order is fixed. */
  private float product(float[] in, int at, int weight) {
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    float e = 0;
    float f = 0;
    float g = 0;
    float h = 0;
    int i = 0;
    for (; i < inputs - 7; i += 8) {
      a += in[at + i] * weights[weight + i];
      b += in[at + i + 1] * weights[weight + i + 1];
      c += in[at + i + 2] * weights[weight + i + 2];
      d += in[at + i + 3] * weights[weight + i + 3];
      e += in[at + i + 4] * weights[weight + i + 4];
      f += in[at + i + 5] * weights[weight + i + 5];
      g += in[at + i + 6] * weights[weight + i + 6];
      h += in[at + i + 7] * weights[weight + i + 7];
    }
    for (; i < inputs; i++) {
      a += in[at + i] * weights[weight + i];
    }
    return ((a + b) + (c + d)) + ((e + f) + (g + h));
  }

  private void activate(float[] out, int count) {
    switch (activation) {
      case RELU -> {
        for (int i = 0; i < count; i++) {
          out[i] = Math.max(out[i], 0);
        }
      }
      case LEAKY_RELU -> {
        for (int i = 0; i < count; i++) {
          out[i] = out[i] < 0 ? LEAK * out[i] : out[i];
        }
      }
      case TANH -> {
        for (int i = 0; i < count; i++) {
          out[i] = (float) Math.tanh(out[i]);
        }
      }
      case SIGMOID -> {
        for (int i = 0; i < count; i++) {
          out[i] = (float) (1 / (1 + Math.exp(-out[i])));
        }
      }
      default -> {}
    }
  }

  /** Whether a layer can have this activation. */
  static boolean knows(Activation activation) {
    return switch (activation) {
      case RELU, LEAKY_RELU, TANH, SIGMOID, IDENTITY -> true;
      default -> false;
    };
  }

  /**
   * Sums the gradients of a batch.
   *
   * @param in what {@link #forward} was given
   * @param out what it put out
   * @param error the loss's gradient by {@code out}; afterwards that before the activation
   * @param below where the loss's gradient by {@code in} goes; empty where nobody wants it
   */
  void backward(float[] in, float[] out, float[] error, int rows, float[] below) {
    differentiate(out, error, rows * units);
    java.util.Arrays.fill(gradients, 0);
    java.util.Arrays.fill(biasGradients, 0);
    if (below.length > 0) {
      java.util.Arrays.fill(below, 0, rows * inputs, 0);
    }
    for (int row = 0; row < rows; row++) {
      for (int unit = 0; unit < units; unit++) {
        float delta = error[row * units + unit];
        biasGradients[unit] += delta;
        add(delta, in, row * inputs, gradients, unit * inputs, inputs);
        if (below.length > 0) {
          add(delta, weights, unit * inputs, below, row * inputs, inputs);
        }
      }
    }
  }

  private static void add(float factor, float[] from, int at, float[] to, int start, int count) {
    for (int i = 0; i < count; i++) {
      to[start + i] += factor * from[at + i];
    }
  }

  private void differentiate(float[] out, float[] error, int count) {
    switch (activation) {
      case RELU -> {
        for (int i = 0; i < count; i++) {
          error[i] = out[i] > 0 ? error[i] : 0;
        }
      }
      case LEAKY_RELU -> {
        for (int i = 0; i < count; i++) {
          error[i] = out[i] < 0 ? LEAK * error[i] : error[i];
        }
      }
      case TANH -> {
        for (int i = 0; i < count; i++) {
          error[i] *= 1 - out[i] * out[i];
        }
      }
      case SIGMOID -> {
        for (int i = 0; i < count; i++) {
          error[i] *= out[i] * (1 - out[i]);
        }
      }
      default -> {}
    }
  }
}
