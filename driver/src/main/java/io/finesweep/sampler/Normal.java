package io.finesweep.sampler;

/**
 * The standard normal distribution, accurate in both tails: rational approximations of the error
 * function (Cody, Rational Chebyshev Approximations for the Error Function, 1969).
 */
@SuppressWarnings("FloatingPointLiteralPrecision") // The constants stand as the paper prints them.
public final class Normal {

  private static final double ROOT_OF_HALF = Math.sqrt(0.5);
  private static final double ROOT_OF_TWO_PI = Math.sqrt(2 * Math.PI);
  private static final double INVERSE_ROOT_OF_PI = 1 / Math.sqrt(Math.PI);

  // Numerators and denominators of erf below .46875, of erfcx below 4, and of its tail.
  private static final double[] A = {
    3.16112374387056560e00,
    1.13864154151050156e02,
    3.77485237685302021e02,
    3.20937758913846947e03,
    1.85777706184603153e-1
  };
  private static final double[] B = {
    2.36012909523441209e01, 2.44024637934444173e02, 1.28261652607737228e03, 2.84423683343917062e03
  };
  private static final double[] C = {
    5.64188496988670089e-1,
    8.88314979438837594e0,
    6.61191906371416295e01,
    2.98635138197400131e02,
    8.81952221241769090e02,
    1.71204761263407058e03,
    2.05107837782607147e03,
    1.23033935479799725e03,
    2.15311535474403846e-8
  };
  private static final double[] D = {
    1.57449261107098347e01,
    1.17693950891312499e02,
    5.37181101862009858e02,
    1.62138957456669019e03,
    3.29079923573345963e03,
    4.36261909014324716e03,
    3.43936767414372164e03,
    1.23033935480374942e03
  };
  private static final double[] P = {
    3.05326634961232344e-1,
    3.60344899949804439e-1,
    1.25781726111229246e-1,
    1.60837851487422766e-2,
    6.58749161529837803e-4,
    1.63153871373020978e-2
  };
  private static final double[] Q = {
    2.56852019228982242e00,
    1.87295284992346725e00,
    5.27905102951428412e-1,
    6.05183413124413191e-2,
    2.33520497626869185e-3
  };

  private Normal() {}

  /** The density at {@code z}. */
  public static double density(double z) {
    return Math.exp(-0.5 * z * z) / ROOT_OF_TWO_PI;
  }

  /** The probability of a number below {@code z}. */
  public static double cumulative(double z) {
    return 0.5 * erfc(-z * ROOT_OF_HALF);
  }

  /** The probability of a number between {@code from} and {@code to}, exact in the tails too. */
  public static double between(double from, double to) {
    return from > 0 ? cumulative(-from) - cumulative(-to) : cumulative(to) - cumulative(from);
  }

  /** The complementary error function. */
  static double erfc(double x) {
    double size = Math.abs(x);
    if (size <= 0.46875) {
      return 1 - erfNearZero(x);
    }
    double upper = Math.exp(-size * size) * scaled(size);
    return x < 0 ? 2 - upper : upper;
  }

  /** exp(x²) erfc(x), the scaled complementary error function, for x ≥ 0. */
  static double erfcx(double x) {
    return x <= 0.46875 ? Math.exp(x * x) * (1 - erfNearZero(x)) : scaled(x);
  }

  private static double erfNearZero(double x) {
    double square = x * x;
    double above = A[4] * square;
    double below = square;
    for (int i = 0; i < 3; i++) {
      above = (above + A[i]) * square;
      below = (below + B[i]) * square;
    }
    return x * (above + A[3]) / (below + B[3]);
  }

  private static double scaled(double x) {
    if (x <= 4) {
      double above = C[8] * x;
      double below = x;
      for (int i = 0; i < 7; i++) {
        above = (above + C[i]) * x;
        below = (below + D[i]) * x;
      }
      return (above + C[7]) / (below + D[7]);
    }
    double square = 1 / (x * x);
    double above = P[5] * square;
    double below = square;
    for (int i = 0; i < 4; i++) {
      above = (above + P[i]) * square;
      below = (below + Q[i]) * square;
    }
    double correction = square * (above + P[4]) / (below + Q[4]);
    return (INVERSE_ROOT_OF_PI - correction) / x;
  }
}
