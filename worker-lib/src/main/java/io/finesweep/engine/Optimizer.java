package io.finesweep.engine;

import io.finesweep.trial.Section;
import io.finesweep.trial.Section.Range;
import io.finesweep.trial.Section.Variant;
import java.util.List;

/** The rule that turns gradients into steps, with what only this rule knows. */
public sealed interface Optimizer {

  /** The same without weight decay, which is no part of the rule. */
  default Optimizer rule() {
    return this;
  }

  /** Stochastic gradient descent. */
  record Sgd() implements Optimizer {}

  /** With Nesterov's momentum (Sutskever et al. 2013). */
  record Nesterov(double momentum) implements Optimizer {}

  /** Adam (Kingma and Ba 2015, algorithm 1). */
  record Adam(double beta1, double beta2, double epsilon) implements Optimizer {}

  /**
   * Adam with decoupled weight decay (Loshchilov and Hutter 2019, algorithm 2): {@link Adam} beside
   * {@link Regularization#weightDecay}.
   */
  record AdamW(double beta1, double beta2, double epsilon, double weightDecay)
      implements Optimizer {
    @Override
    public Optimizer rule() {
      return new Adam(beta1, beta2, epsilon);
    }
  }

  /** AMSGrad (Reddi et al. 2018, algorithm 2). */
  record AmsGrad(double beta1, double beta2, double epsilon) implements Optimizer {}

  /** Adam with Nesterov's momentum (Dozat 2016). */
  record Nadam(double beta1, double beta2, double epsilon) implements Optimizer {}

  /** RMSProp (Tieleman and Hinton 2012). */
  record RmsProp(double decay, double epsilon) implements Optimizer {}

  /** AdaGrad (Duchi et al. 2011). */
  record AdaGrad(double epsilon) implements Optimizer {}

  /** Reads {@code optimizer}; {@code adam} unless it is set. */
  static Optimizer read(Section section) {
    Variant variant =
        section.variant(
            "optimizer",
            "adam",
            List.of("sgd", "nesterov", "adam", "adamw", "amsgrad", "nadam", "rmsprop", "adagrad"));
    Section options = variant.options();
    Optimizer optimizer =
        switch (variant.name()) {
          case "sgd" -> new Sgd();
          case "nesterov" -> new Nesterov(options.number("momentum", 0.9, Range.BELOW_ONE));
          case "adamw" ->
              new AdamW(
                  beta1(options),
                  beta2(options),
                  epsilon(options, 1e-8),
                  options.number("weight-decay", 0.01, Range.NOT_NEGATIVE));
          case "amsgrad" -> new AmsGrad(beta1(options), beta2(options), epsilon(options, 1e-8));
          case "nadam" -> new Nadam(beta1(options), beta2(options), epsilon(options, 1e-8));
          case "rmsprop" ->
              new RmsProp(options.number("decay", 0.95, Range.BELOW_ONE), epsilon(options, 1e-8));
          case "adagrad" -> new AdaGrad(epsilon(options, 1e-6));
          default -> new Adam(beta1(options), beta2(options), epsilon(options, 1e-8));
        };
    options.end();
    return optimizer;
  }

  private static double beta1(Section options) {
    return options.number("beta1", 0.9, Range.BELOW_ONE);
  }

  private static double beta2(Section options) {
    return options.number("beta2", 0.999, Range.BELOW_ONE);
  }

  private static double epsilon(Section options, double fallback) {
    return options.number("epsilon", fallback, Range.POSITIVE);
  }
}
