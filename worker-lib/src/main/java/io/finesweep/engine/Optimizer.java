package io.finesweep.engine;

import io.finesweep.trial.Section;
import io.finesweep.trial.Section.Range;
import io.finesweep.trial.Section.Variant;
import java.util.List;

/**
 * The rule that turns gradients into steps, with what only this rule knows. With {@code
 * weight-decay}, {@link Adam} is AdamW (Loshchilov and Hutter 2019).
 */
public sealed interface Optimizer {

  /** Stochastic gradient descent. */
  record Sgd() implements Optimizer {}

  /** With Nesterov's momentum (Sutskever et al. 2013). */
  record Nesterov(double momentum) implements Optimizer {}

  /** Adam (Kingma and Ba 2015, algorithm 1). */
  record Adam(double beta1, double beta2, double epsilon) implements Optimizer {}

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
            List.of("sgd", "nesterov", "adam", "amsgrad", "nadam", "rmsprop", "adagrad"));
    Section options = variant.options();
    Optimizer optimizer =
        switch (variant.name()) {
          case "sgd" -> new Sgd();
          case "nesterov" -> new Nesterov(options.number("momentum", 0.9, Range.BELOW_ONE));
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
