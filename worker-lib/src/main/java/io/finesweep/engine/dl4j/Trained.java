package io.finesweep.engine.dl4j;

import io.finesweep.engine.dl4j.Anatomy.Node;
import io.finesweep.trial.Settings;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
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
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.learning.regularization.WeightDecay;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * How a network says it was trained: by what its configuration holds for the layer that puts out,
 * or, where that one learns nothing, for the last below it that does. A configuration in which
 * nothing was set says nothing, for then it holds DL4J's own defaults.
 */
final class Trained {

  /** What DL4J holds where no optimizer was set. */
  private static final Sgd UNSET = new Sgd(Sgd.DEFAULT_SGD_LR);

  private Trained() {}

  /**
   * The settings in the form in which {@code fine-tuning} holds them; empty where there are none.
   */
  static Settings of(Anatomy network) {
    List<Node> nodes = network.nodes();
    for (int i = nodes.size() - 1; i >= 0; i--) {
      if (nodes.get(i).layer().orElse(null) instanceof BaseLayer layer
          && layer.getIUpdater() != null) {
        Layer below = i > 0 ? nodes.get(i - 1).layer().orElse(null) : null;
        return of(layer, layer.getIUpdater(), dropout(layer, below));
      }
    }
    return Settings.EMPTY;
  }

  private static Settings of(BaseLayer layer, IUpdater updater, double dropout) {
    Map<String, Object> settings = new TreeMap<>();
    settings.put("l1", 0.0);
    settings.put("l2", 0.0);
    settings.put("weight-decay", 0.0);
    settings.put("dropout", dropout);
    if (layer.getRegularization() != null) {
      layer.getRegularization().forEach(penalty -> put(settings, penalty));
    }
    boolean nothing = settings.values().stream().allMatch(Double.valueOf(0)::equals);
    if (updater.equals(UNSET) && nothing) {
      return Settings.EMPTY;
    }
    rule(updater)
        .ifPresent(
            rule -> {
              settings.put("optimizer", rule.options().isEmpty() ? rule.name() : rule.tree());
              settings.put("learning-rate", rate(rule.schedule(), updater));
            });
    return Settings.of(settings);
  }

  private static void put(Map<String, Object> settings, Regularization penalty) {
    if (penalty instanceof L1Regularization one) {
      settings.put("l1", one.getL1().valueAt(0, 0));
    } else if (penalty instanceof L2Regularization two) {
      settings.put("l2", two.getL2().valueAt(0, 0));
    } else if (penalty instanceof WeightDecay decay) {
      settings.put("weight-decay", decay.getCoeff().valueAt(0, 0));
    }
  }

  private static double dropout(Layer layer, @Nullable Layer below) {
    IDropout dropout =
        below instanceof DropoutLayer dropping ? dropping.getIDropout() : layer.getIDropout();
    // A share that was kept is held as 1 minus what was set, with its rounding.
    return dropout instanceof Dropout plain
        ? BigDecimal.valueOf(1 - plain.getP()).round(new MathContext(9)).doubleValue()
        : 0;
  }

  /** An optimizer as {@code fine-tuning} names it, and how its learning rate changes. */
  private record Rule(String name, Map<String, Double> options, @Nullable ISchedule schedule) {
    Map<String, Object> tree() {
      return Map.of(name, options);
    }
  }

  /** The rate that a schedule starts from, before any warm-up. */
  private static double rate(@Nullable ISchedule schedule, IUpdater updater) {
    return schedule instanceof RateSchedule own ? own.rate() : updater.getLearningRate(0, 0);
  }

  private static Optional<Rule> rule(IUpdater updater) {
    if (updater instanceof Sgd sgd) {
      return Optional.of(new Rule("sgd", Map.of(), sgd.getLearningRateSchedule()));
    } else if (updater instanceof Nesterovs it) {
      Map<String, Double> options = Map.of("momentum", it.getMomentum());
      return Optional.of(new Rule("nesterov", options, it.getLearningRateSchedule()));
    } else if (updater instanceof Adam it) {
      Map<String, Double> options = moments(it.getBeta1(), it.getBeta2(), it.getEpsilon());
      return Optional.of(new Rule("adam", options, it.getLearningRateSchedule()));
    } else if (updater instanceof AMSGrad it) {
      Map<String, Double> options = moments(it.getBeta1(), it.getBeta2(), it.getEpsilon());
      return Optional.of(new Rule("amsgrad", options, it.getLearningRateSchedule()));
    } else if (updater instanceof Nadam it) {
      Map<String, Double> options = moments(it.getBeta1(), it.getBeta2(), it.getEpsilon());
      return Optional.of(new Rule("nadam", options, it.getLearningRateSchedule()));
    } else if (updater instanceof RmsProp it) {
      Map<String, Double> options = Map.of("decay", it.getRmsDecay(), "epsilon", it.getEpsilon());
      return Optional.of(new Rule("rmsprop", options, it.getLearningRateSchedule()));
    } else if (updater instanceof AdaGrad it) {
      Map<String, Double> options = Map.of("epsilon", it.getEpsilon());
      return Optional.of(new Rule("adagrad", options, it.getLearningRateSchedule()));
    }
    return Optional.empty();
  }

  private static Map<String, Double> moments(double beta1, double beta2, double epsilon) {
    return Map.of("beta1", beta1, "beta2", beta2, "epsilon", epsilon);
  }
}
