package io.finesweep.engine.dl4j;

import io.finesweep.engine.LearningRate;
import io.finesweep.engine.Optimizer;
import io.finesweep.engine.Recipe;
import io.finesweep.engine.Regularization;
import io.finesweep.engine.WeightNoise;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.distribution.NormalDistribution;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.nn.conf.weightnoise.IWeightNoise;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nadam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.learning.regularization.L1Regularization;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.learning.regularization.WeightDecay;

/**
 * How each trained layer learns. It is set layer by layer: what DL4J sets globally, weight decay
 * above all, it applies twice.
 */
record Tuning(Recipe recipe, int stepsPerEpoch) {

  static Tuning of(Recipe recipe, int rows) {
    return new Tuning(recipe, Batches.perEpoch(recipe, rows));
  }

  /** Whether rows of some classes count more than others. */
  boolean weighsClasses() {
    return !recipe.passes().balance().weights().areEqual();
  }

  /**
   * Makes {@code layer}, and what it wraps, learn like this; what it was told before is gone.
   *
   * @param depth how many layers with weights, itself counted in, lie between it and the head; 0 of
   *     the head
   */
  void applyTo(Layer layer, int depth) {
    if (layer instanceof BaseWrapperLayer wrapper) {
      applyTo(wrapper.getUnderlying(), depth);
    } else if (layer instanceof Bidirectional both) {
      applyTo(both.getFwd(), depth);
      applyTo(both.getBwd(), depth);
    } else if (layer instanceof BaseLayer base) {
      base.setIUpdater(updater(depth));
      base.setBiasUpdater(updater(depth));
      base.setRegularization(penalties(depth));
      base.setRegularizationBias(new ArrayList<>());
      base.setWeightNoise(noise());
      base.setGradientNormalization(GradientNormalization.None);
    }
  }

  private List<org.nd4j.linalg.learning.regularization.Regularization> penalties(int depth) {
    Regularization regularization = recipe.regularization();
    List<org.nd4j.linalg.learning.regularization.Regularization> penalties = new ArrayList<>();
    if (regularization.l1() > 0) {
      penalties.add(new L1Regularization(regularization.l1()));
    }
    if (regularization.l2() > 0 && (depth == 0 || recipe.transfer().l2Sp() == 0)) {
      penalties.add(new L2Regularization(regularization.l2()));
    }
    if (regularization.weightDecay() > 0) {
      penalties.add(new WeightDecay(regularization.weightDecay(), true));
    }
    return penalties;
  }

  private @Nullable IWeightNoise noise() {
    WeightNoise noise = recipe.regularization().weightNoise();
    if (noise instanceof WeightNoise.DropConnect drop) {
      return new DroppedWeights(drop.rate());
    } else if (noise instanceof WeightNoise.Additive added) {
      return new org.deeplearning4j.nn.conf.weightnoise.WeightNoise(
          new NormalDistribution(0, added.deviation()));
    } else if (noise instanceof WeightNoise.Multiplicative factor) {
      return new org.deeplearning4j.nn.conf.weightnoise.WeightNoise(
          new NormalDistribution(1, factor.deviation()), false, false);
    }
    return null;
  }

  private IUpdater updater(int depth) {
    RateSchedule rate = RateSchedule.of(rate(depth), stepsPerEpoch, recipe.epochs());
    IUpdater updater = untimed(recipe.descent().optimizer().rule(), rate.rate());
    updater.setLrAndSchedule(rate.rate(), rate);
    return updater;
  }

  private LearningRate rate(int depth) {
    LearningRate rate = recipe.descent().learningRate();
    double share = Math.pow(recipe.transfer().layerWiseDecay(), depth);
    return new LearningRate(rate.rate() * share, rate.schedule(), rate.warmUp());
  }

  /** What ND4J calls {@code optimizer}. */
  static IUpdater untimed(Optimizer optimizer, double rate) {
    if (optimizer instanceof Optimizer.Nesterov nesterov) {
      return Nesterovs.builder().momentum(nesterov.momentum()).build();
    } else if (optimizer instanceof Optimizer.Adam adam) {
      return new Adam(rate, adam.beta1(), adam.beta2(), adam.epsilon());
    } else if (optimizer instanceof Optimizer.AmsGrad ams) {
      return new AMSGrad(rate, ams.beta1(), ams.beta2(), ams.epsilon());
    } else if (optimizer instanceof Optimizer.Nadam nadam) {
      return new Nadam(rate, nadam.beta1(), nadam.beta2(), nadam.epsilon());
    } else if (optimizer instanceof Optimizer.RmsProp rms) {
      return new RmsProp(rate, rms.decay(), rms.epsilon());
    } else if (optimizer instanceof Optimizer.AdaGrad ada) {
      return new AdaGrad(rate, ada.epsilon());
    }
    return new Sgd(rate);
  }
}
