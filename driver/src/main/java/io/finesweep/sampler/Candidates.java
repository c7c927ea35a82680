package io.finesweep.sampler;

import io.finesweep.sampler.Encoding.Coordinate;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.hipparchus.random.SobolSequenceGenerator;

/** Points among which a search begins: some that fill a region, some close to points known good. */
final class Candidates {

  private static final int FILLING = 1024;
  private static final int SURROUNDED = 5;
  private static final int NEAR = 60;
  private static final double WIDEST = 0.3;
  private static final double DECADES = 3;
  private static final double CHANCE = 0.2;

  private final Encoding encoding;
  private final double[][] sequence = new double[FILLING][];

  Candidates(Encoding encoding) {
    this.encoding = encoding;
    SobolSequenceGenerator generator = new SobolSequenceGenerator(Math.max(1, encoding.size()));
    for (int i = 0; i < FILLING; i++) {
      sequence[i] = generator.nextVector();
    }
  }

  /** Points of a Sobol sequence, shifted at random, in {@code region}. */
  List<double[]> filling(Region region, RandomGenerator random) {
    double[] shift = random.doubles(encoding.size()).toArray();
    List<double[]> points = new ArrayList<>(FILLING);
    for (double[] unit : sequence) {
      double[] shares = new double[encoding.size()];
      for (int j = 0; j < shares.length; j++) {
        shares[j] = (unit[j] + shift[j]) % 1;
      }
      points.add(region.share() == 1 ? filled(region, shares) : partly(region, shares, random));
    }
    return points;
  }

  private double[] filled(Region region, double[] shares) {
    double[] point = encoding.drawn(shares);
    for (int j = 0; j < point.length; j++) {
      double width = region.high()[j] - region.low()[j];
      Coordinate axis = encoding.axes().get(j);
      if (width < 1 && !axis.isNominal() && axis.isActive(point)) {
        point[j] = axis.snapped(region.low()[j] + shares[j] * width);
      }
    }
    return encoding.snapped(point);
  }

  private double[] partly(Region region, double[] shares, RandomGenerator random) {
    double[] other = filled(region, shares);
    double[] point = new double[other.length];
    for (int j = 0; j < point.length; j++) {
      boolean kept = random.nextDouble() >= region.share();
      point[j] = valueAt(j, kept ? region.centre() : other);
    }
    return completed(point, random);
  }

  /** Points around the first of {@code leaders}. */
  List<double[]> around(double[][] leaders, RandomGenerator random) {
    List<double[]> points = new ArrayList<>();
    for (int i = 0; i < Math.min(SURROUNDED, leaders.length); i++) {
      for (int k = 0; k < NEAR; k++) {
        points.add(near(leaders[i], random));
      }
    }
    return points;
  }

  /** A point that differs from {@code point} a little, on a scale of its own. */
  private double[] near(double[] point, RandomGenerator random) {
    double[] near = new double[point.length];
    double width = WIDEST * Math.pow(10, -DECADES * random.nextDouble());
    double chance = Math.max(CHANCE, 1.0 / near.length);
    for (int j = 0; j < near.length; j++) {
      Coordinate axis = encoding.axes().get(j);
      near[j] = valueAt(j, point);
      if (axis.isSmooth()) {
        near[j] += width * random.nextGaussian();
      } else if (random.nextDouble() < chance) {
        near[j] = axis.drawn(random.nextDouble());
      }
    }
    return completed(near, random);
  }

  /** The coordinate of an active parameter, else NaN. */
  private double valueAt(int j, double[] point) {
    return encoding.axes().get(j).isActive(point) ? point[j] : Double.NaN;
  }

  /** The point with a drawn value where an active parameter has none. */
  private double[] completed(double[] point, RandomGenerator random) {
    double[] completed = new double[point.length];
    for (int j = 0; j < point.length; j++) {
      Coordinate axis = encoding.axes().get(j);
      double value = Double.isNaN(point[j]) ? axis.drawn(random.nextDouble()) : point[j];
      completed[j] = axis.isActive(completed) ? axis.snapped(value) : Encoding.INACTIVE;
    }
    return completed;
  }
}
