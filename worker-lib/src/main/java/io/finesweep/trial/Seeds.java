package io.finesweep.trial;

import com.fasterxml.jackson.annotation.JsonValue;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Seeds by what they are for, never by who came first: hashes of the sweep's seed, a purpose and
 * numbers such as trial and fold. The mixer is SplitMix64's (Steele, Lea, Flood 2014).
 */
public record Seeds(@JsonValue long sweep) implements Serializable {

  private static final RandomGeneratorFactory<RandomGenerator> GENERATORS =
      RandomGeneratorFactory.of("L64X128MixRandom");

  /** The seed for {@code purpose} and these numbers. */
  public long seed(String purpose, long... numbers) {
    long hash = mix(sweep);
    for (byte letter : purpose.getBytes(StandardCharsets.UTF_8)) {
      hash = mix(hash ^ letter);
    }
    for (long number : numbers) {
      hash = mix(hash + 0x9E3779B97F4A7C15L ^ number);
    }
    return hash;
  }

  /** A generator that starts from {@link #seed}. */
  public RandomGenerator generator(String purpose, long... numbers) {
    return GENERATORS.create(seed(purpose, numbers));
  }

  /** A generator that starts from {@code seed}. */
  public static RandomGenerator generator(long seed) {
    return GENERATORS.create(seed);
  }

  private static long mix(long value) {
    long z = value + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
