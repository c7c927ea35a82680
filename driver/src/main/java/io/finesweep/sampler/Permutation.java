package io.finesweep.sampler;

import io.finesweep.trial.Seeds;

/**
 * A pseudo-random order of the numbers below {@code size}: a Feistel network of four rounds (Luby
 * and Rackoff, How to Construct Pseudorandom Permutations, 1988) on the next power of four, walked
 * along its cycle until it falls below {@code size} (Black and Rogaway, Ciphers with Arbitrary
 * Finite Domains, 2002). It takes no memory, and any place of it can be asked for at once.
 *
 * @param size how many numbers, at least 1
 */
record Permutation(long size, long seed) {

  private static final int ROUNDS = 4;

  /** The number at {@code place}, both from 0. */
  long at(long place) {
    int bits = 64 - Long.numberOfLeadingZeros(size - 1);
    int half = Math.max(1, (bits + 1) / 2);
    long number = place;
    do {
      number = encrypted(number, half);
    } while (number < 0 || number >= size);
    return number;
  }

  private long encrypted(long number, int half) {
    long mask = (1L << half) - 1;
    long left = number >>> half;
    long right = number & mask;
    for (int round = 0; round < ROUNDS; round++) {
      long next = left ^ (new Seeds(seed).seed("feistel", round, right) & mask);
      left = right;
      right = next;
    }
    return left << half | right;
  }
}
