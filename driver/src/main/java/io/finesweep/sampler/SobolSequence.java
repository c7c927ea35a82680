package io.finesweep.sampler;

import io.finesweep.trial.Seeds;
import org.hipparchus.random.SobolSequenceGenerator;

/**
 * A Sobol sequence with the direction numbers of Joe and Kuo (Constructing Sobol Sequences with
 * Better Two-Dimensional Projections, 2008), scrambled after Owen (Randomly Permuted (t,m,s)-Nets
 * and (t,s)-Sequences, 1995): each bit is flipped by a hash of dimension and higher bits.
 */
final class SobolSequence {

  private static final int BITS = 32;

  private final SobolSequenceGenerator plain;
  private final Seeds[] scrambles;

  SobolSequence(int dimensions, Seeds seeds) {
    this.plain = new SobolSequenceGenerator(dimensions);
    this.scrambles = new Seeds[dimensions];
    for (int dimension = 0; dimension < dimensions; dimension++) {
      scrambles[dimension] = new Seeds(seeds.seed("sobol", dimension));
    }
  }

  /** The point at {@code index}; every coordinate lies inside (0, 1). */
  double[] at(int index) {
    double[] point = plain.skipTo(index);
    for (int dimension = 0; dimension < point.length; dimension++) {
      long bits = (long) Math.scalb(point[dimension], BITS);
      point[dimension] = Math.scalb(scrambled(bits, scrambles[dimension]) + 0.5, -BITS);
    }
    return point;
  }

  private static long scrambled(long bits, Seeds seeds) {
    long flipped = bits;
    for (int bit = BITS - 1; bit >= 0; bit--) {
      flipped ^= (seeds.seed("", bit, bits >>> (bit + 1)) & 1) << bit;
    }
    return flipped;
  }
}
