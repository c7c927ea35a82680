package io.finesweep.sampler;

import io.finesweep.sampler.Encoding.Coordinate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * The search for the points that an acquisition values most: many points that fill the region and
 * surround the best known ones, then ascents from the best of these, in which gradient steps along
 * smooth axes alternate with trying every value of the others.
 */
final class AcquisitionSearch {

  private static final int EXAMINED = 100;
  private static final int STARTS = 10;
  private static final int ROUNDS = 3;
  private static final int STEPS = 15;
  private static final double GAIN = 1e-4;
  private static final int DRAWS = 3;

  private final Encoding encoding;
  private final Surface surface;
  private final Region region;
  private final Feasible feasible;
  private final RandomGenerator random;

  AcquisitionSearch(
      Encoding encoding,
      Surface surface,
      Region region,
      Feasible feasible,
      RandomGenerator random) {
    this.encoding = encoding;
    this.surface = surface;
    this.region = region;
    this.feasible = feasible;
    this.random = random;
  }

  /**
   * Where points may lie.
   *
   * @param allowed whether a point may be found
   * @param mended the point itself where constraints hold or are not too tight, else one close to
   *     it
   */
  record Feasible(Predicate<double[]> allowed, UnaryOperator<double[]> mended) {}

  /** A point and its worth. */
  record Found(double[] point, double worth) {}

  private record Screened(double[] point, double atMost) {}

  /** The points found among and from {@code candidates}, the best first. */
  List<Found> from(List<double[]> candidates) {
    List<Found> starts = screened(candidates);
    List<Found> found = new ArrayList<>(starts);
    for (Found start : starts) {
      found.add(climbed(start));
    }
    found.sort(Comparator.comparingDouble(Found::worth).reversed());
    return found;
  }

  /** The best candidates; an exact worth costs too much for those that promise little. */
  private List<Found> screened(List<double[]> candidates) {
    List<Screened> hopeful = new ArrayList<>();
    for (double[] candidate : candidates) {
      Posterior.View view = surface.posterior().view(candidate);
      hopeful.add(new Screened(candidate, surface.atMost(view)));
    }
    hopeful.sort(Comparator.comparingDouble(Screened::atMost).reversed());
    return hopeful.stream()
        .map(Screened::point)
        .filter(feasible.allowed())
        .limit(EXAMINED)
        .map(point -> new Found(point, surface.at(surface.posterior().view(point))))
        .sorted(Comparator.comparingDouble(Found::worth).reversed())
        .limit(STARTS)
        .toList();
  }

  private Found climbed(Found start) {
    Found here = ascended(start);
    for (int round = 0; round < ROUNDS; round++) {
      Found moved = moved(here);
      if (moved.worth() <= here.worth()) {
        return here;
      }
      here = ascended(moved);
    }
    return here;
  }

  private Found ascended(Found start) {
    double[] low = new double[encoding.size()];
    double[] high = new double[encoding.size()];
    double[] scaled = new double[encoding.size()];
    boolean any = false;
    for (int j = 0; j < low.length; j++) {
      Coordinate axis = encoding.axes().get(j);
      boolean free = axis.isSmooth() && axis.isActive(start.point());
      any |= free;
      scaled[j] = start.point()[j] / scale(j);
      low[j] = free ? region.low()[j] / scale(j) : scaled[j];
      high[j] = free ? region.high()[j] / scale(j) : scaled[j];
    }
    if (!any) {
      return start;
    }
    Descent descent = new Descent(low, high, STEPS, GAIN);
    Descent.Place place = descent.from(scaled, this::negated);
    return better(encoding.snapped(unscaled(place.point())), start);
  }

  private double negated(double[] scaled, double[] gradient) {
    double worth = surface.at(unscaled(scaled), gradient);
    for (int j = 0; j < gradient.length; j++) {
      gradient[j] *= -scale(j);
    }
    return -worth;
  }

  private double scale(int axis) {
    return surface.posterior().covariance().scale(axis);
  }

  private double[] unscaled(double[] scaled) {
    double[] point = new double[scaled.length];
    for (int j = 0; j < point.length; j++) {
      point[j] = scaled[j] * scale(j);
    }
    return point;
  }

  private Found moved(Found start) {
    Found here = start;
    for (int j = 0; j < encoding.size(); j++) {
      Coordinate axis = encoding.axes().get(j);
      if (!axis.isContinuous() && axis.isActive(here.point())) {
        for (double value : axis.around(here.point()[j])) {
          for (double[] neighbour : neighbours(here.point(), j, value)) {
            here = better(neighbour, here);
          }
        }
      }
    }
    return here;
  }

  /** The point with another value on one axis; what that activates is drawn a few times. */
  private List<double[]> neighbours(double[] point, int changed, double value) {
    List<double[]> neighbours = new ArrayList<>();
    boolean drawn = true;
    for (int draw = 0; draw < DRAWS && drawn; draw++) {
      double[] neighbour = point.clone();
      neighbour[changed] = value;
      drawn = false;
      for (int j = changed + 1; j < neighbour.length; j++) {
        Coordinate axis = encoding.axes().get(j);
        boolean wasActive = axis.isActive(point);
        boolean isActive = axis.isActive(neighbour);
        if (isActive && !wasActive) {
          neighbour[j] = axis.drawn(random.nextDouble());
          drawn = true;
        } else if (!isActive) {
          neighbour[j] = Encoding.INACTIVE;
        }
      }
      neighbours.add(neighbour);
    }
    return neighbours;
  }

  private Found better(double[] wished, Found than) {
    Posterior.View view = surface.posterior().view(wished);
    if (surface.atMost(view) <= than.worth()) {
      return than;
    }
    double[] point = feasible.mended().apply(wished);
    double worth = surface.at(point == wished ? view : surface.posterior().view(point));
    return worth > than.worth() && feasible.allowed().test(point) ? new Found(point, worth) : than;
  }
}
