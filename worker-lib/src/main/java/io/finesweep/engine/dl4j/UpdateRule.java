package io.finesweep.engine.dl4j;

import io.finesweep.engine.Optimizer;
import java.util.Arrays;
import java.util.List;

/**
 * Turns gradients in plain arrays into steps as ND4J's updaters do, with their state: the same
 * numbers to the last bit.
 *
 * @param first the optimizer's first state of each weight; empty where it has none
 * @param second its second
 * @param third its third
 */
record UpdateRule(Optimizer optimizer, float[] first, float[] second, float[] third) {

  /** The rule for {@code count} weights, before the first step. */
  static UpdateRule of(Optimizer optimizer, int count) {
    int states = states(optimizer);
    float[] first = new float[states > 0 ? count : 0];
    // ND4J begins the sums of squares of these two at epsilon.
    if (optimizer instanceof Optimizer.RmsProp rms) {
      Arrays.fill(first, (float) rms.epsilon());
    } else if (optimizer instanceof Optimizer.AdaGrad ada) {
      Arrays.fill(first, (float) ada.epsilon());
    }
    return new UpdateRule(
        optimizer, first, new float[states > 1 ? count : 0], new float[states > 2 ? count : 0]);
  }

  /** What it keeps of each weight, one kind after the other. */
  List<float[]> states() {
    return List.of(first, second, third).subList(0, states(optimizer));
  }

  private static int states(Optimizer optimizer) {
    if (optimizer instanceof Optimizer.Sgd) {
      return 0;
    } else if (optimizer instanceof Optimizer.Adam || optimizer instanceof Optimizer.Nadam) {
      return 2;
    }
    return optimizer instanceof Optimizer.AmsGrad ? 3 : 1;
  }

  /**
   * Replaces each gradient by what is to be subtracted from its weight.
   *
   * @param count of the gradients, from the first
   * @param step from 0, over all epochs
   */
  void apply(float[] gradient, int count, double rate, int step) {
    if (optimizer instanceof Optimizer.Nesterov nesterov) {
      nesterov(gradient, count, (float) rate, (float) nesterov.momentum());
    } else if (optimizer instanceof Optimizer.Adam adam) {
      float size = size(rate, adam.beta1(), adam.beta2(), step, adam.epsilon());
      adam(
          gradient,
          count,
          size,
          (float) adam.beta1(),
          (float) adam.beta2(),
          (float) adam.epsilon());
    } else if (optimizer instanceof Optimizer.AmsGrad ams) {
      float size = size(rate, ams.beta1(), ams.beta2(), step, ams.epsilon());
      amsGrad(
          gradient, count, size, (float) ams.beta1(), (float) ams.beta2(), (float) ams.epsilon());
    } else if (optimizer instanceof Optimizer.Nadam nadam) {
      nadam(gradient, count, (float) rate, nadam, step);
    } else if (optimizer instanceof Optimizer.RmsProp rms) {
      rmsProp(gradient, count, (float) rate, (float) rms.decay(), (float) rms.epsilon());
    } else if (optimizer instanceof Optimizer.AdaGrad ada) {
      adaGrad(gradient, count, (float) rate, (float) ada.epsilon());
    } else {
      for (int i = 0; i < count; i++) {
        gradient[i] *= (float) rate;
      }
    }
  }

  /** In single precision where ND4J is: 1 - 0.999 is 5e-5 off there, and the steps with it. */
  private static float size(double rate, double beta1, double beta2, int step, double epsilon) {
    float second = 1 - (float) Math.pow((float) beta2, step + 1);
    double first = 1 - (double) (float) Math.pow((float) beta1, step + 1);
    float size = (float) ((float) rate * (float) Math.sqrt(second) / first);
    return size == 0 || Float.isNaN(size) ? (float) epsilon : size;
  }

  private static float correction(double beta, int step) {
    return 1 - (float) Math.pow((float) beta, step + 1);
  }

  private void nesterov(float[] gradient, int count, float rate, float momentum) {
    for (int i = 0; i < count; i++) {
      float before = momentum * first[i];
      first[i] = before - rate * gradient[i];
      gradient[i] = before + (-momentum - 1) * first[i];
    }
  }

  private void adam(
      float[] gradient, int count, float size, float beta1, float beta2, float epsilon) {
    for (int i = 0; i < count; i++) {
      float slope = gradient[i];
      float mean = beta1 * first[i] + (1 - beta1) * slope;
      float square = beta2 * second[i] + slope * slope * (1 - beta2);
      first[i] = mean;
      second[i] = square;
      gradient[i] = size * mean / ((float) Math.sqrt(square) + epsilon);
    }
  }

  private void amsGrad(
      float[] gradient, int count, float size, float beta1, float beta2, float epsilon) {
    for (int i = 0; i < count; i++) {
      float slope = gradient[i];
      first[i] = beta1 * first[i] + (1 - beta1) * slope;
      second[i] = beta2 * second[i] + slope * slope * (1 - beta2);
      third[i] = Math.max(third[i], second[i]);
      gradient[i] = size * first[i] / ((float) Math.sqrt(third[i]) + epsilon);
    }
  }

  private void nadam(float[] gradient, int count, float rate, Optimizer.Nadam nadam, int step) {
    float beta1 = (float) nadam.beta1();
    float beta2 = (float) nadam.beta2();
    float epsilon = (float) nadam.epsilon();
    float correction = correction(nadam.beta1(), step);
    for (int i = 0; i < count; i++) {
      float slope = gradient[i];
      first[i] = beta1 * first[i] + (1 - beta1) * slope;
      second[i] = beta2 * second[i] + slope * slope * (1 - beta2);
      float ahead = (first[i] * beta1 + (1 - beta1) * slope) / correction;
      gradient[i] = rate * ahead / ((float) Math.sqrt(second[i]) + epsilon);
    }
  }

  private void rmsProp(float[] gradient, int count, float rate, float decay, float epsilon) {
    for (int i = 0; i < count; i++) {
      first[i] = decay * first[i] + gradient[i] * gradient[i] * (1 - decay);
      gradient[i] = rate * gradient[i] / ((float) Math.sqrt(first[i]) + epsilon);
    }
  }

  private void adaGrad(float[] gradient, int count, float rate, float epsilon) {
    for (int i = 0; i < count; i++) {
      first[i] += gradient[i] * gradient[i];
      gradient[i] = rate * gradient[i] / ((float) Math.sqrt(first[i]) + epsilon);
    }
  }
}
