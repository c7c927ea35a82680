package io.finesweep.analysis;

import io.finesweep.space.Parameter;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a search has not looked at: parts of its space without a trial, larger than chance leaves
 * empty.
 *
 * @param gaps those of one parameter first, the largest first
 */
public record Coverage(List<Gap> gaps) {

  private static final double SMALLEST = 0.1;
  private static final double CHANCE = 0.05;
  private static final int FEWEST = 5;
  private static final int PAIRED = 8;
  private static final int THIRDS = 3;
  private static final int MOST_OPTIONS = 6;
  private static final int MOST_GAPS = 12;

  public Coverage {
    gaps = List.copyOf(gaps);
  }

  /**
   * A part of the space without a trial.
   *
   * @param sides along one parameter or two
   * @param share of the trials that would be there if all were drawn at random where these
   *     parameters are active
   */
  public record Gap(List<Side> sides, double share) {
    public Gap {
      sides = List.copyOf(sides);
    }
  }

  /**
   * From where to where along one parameter; a single option, or the same value, has both alike.
   */
  public record Side(String path, Value from, Value to) {}

  /**
   * The gaps that {@code points} leave.
   *
   * @param parameters the most important first: of the first eight, pairs are looked at too
   */
  public static Coverage of(List<Configuration> points, List<Parameter> parameters) {
    List<Gap> alone = new ArrayList<>();
    List<Gap> pairs = new ArrayList<>();
    for (Parameter parameter : parameters) {
      alone.addAll(alone(parameter, points));
    }
    List<Parameter> first = parameters.stream().filter(Coverage::isCut).limit(PAIRED).toList();
    for (int i = 0; i < first.size(); i++) {
      for (int j = 0; j < i; j++) {
        if (!depends(first.get(i), first.get(j), parameters)
            && !depends(first.get(j), first.get(i), parameters)) {
          pairs.addAll(pair(first.get(j), first.get(i), points));
        }
      }
    }
    Comparator<Gap> largest = Comparator.comparingDouble(Gap::share).reversed();
    alone.sort(largest);
    pairs.sort(largest);
    pairs.removeIf(pair -> alone.stream().anyMatch(gap -> contains(gap, pair)));
    alone.addAll(pairs);
    return new Coverage(alone.subList(0, Math.min(MOST_GAPS, alone.size())));
  }

  /** Whether one parameter is only active beside some options of the other. */
  private static boolean depends(Parameter child, Parameter other, List<Parameter> parameters) {
    Parameter.Condition condition = child.condition();
    while (condition != null) {
      String parent = condition.parent();
      if (parent.equals(other.path())) {
        return true;
      }
      condition =
          parameters.stream()
              .filter(p -> p.path().equals(parent))
              .findFirst()
              .map(Parameter::condition)
              .orElse(null);
    }
    return false;
  }

  /** Whether it falls into a few blocks, each worth a line. */
  private static boolean isCut(Parameter parameter) {
    return parameter.cardinality() > 1
        && !(parameter instanceof Parameter.Choice choice
            && choice.options().size() > MOST_OPTIONS);
  }

  private static boolean contains(Gap wide, Gap narrow) {
    Side outer = wide.sides().get(0);
    return narrow.sides().stream().anyMatch(side -> side.equals(outer));
  }

  private static List<Gap> alone(Parameter parameter, List<Configuration> points) {
    double[] units =
        points.stream()
            .flatMap(point -> point.value(parameter.path()).stream())
            .mapToDouble(parameter::unit)
            .sorted()
            .toArray();
    if (units.length < FEWEST || parameter.cardinality() < 2) {
      return List.of();
    }
    return parameter instanceof Parameter.Choice choice
        ? options(choice, points, units.length)
        : stretches(parameter, units);
  }

  private static List<Gap> options(
      Parameter.Choice choice, List<Configuration> points, int active) {
    List<Gap> gaps = new ArrayList<>();
    double share = 1.0 / choice.options().size();
    for (Value option : choice.options()) {
      boolean tried =
          points.stream().flatMap(p -> p.value(choice.path()).stream()).anyMatch(option::equals);
      if (!tried && isMoreThanChance(share, active)) {
        gaps.add(new Gap(List.of(new Side(choice.path(), option, option)), share));
      }
    }
    return gaps;
  }

  private static boolean isMoreThanChance(double share, int trials) {
    return Math.pow(1 - share, trials) < CHANCE;
  }

  /** Stretches between neighbours that are wider than those among as many drawn at random. */
  private static List<Gap> stretches(Parameter parameter, double[] units) {
    double widest = 1 - Math.pow(CHANCE / units.length, 1.0 / units.length);
    double least = Math.max(SMALLEST, widest) + 1.0 / parameter.cardinality();
    List<Gap> gaps = new ArrayList<>();
    double before = 0;
    for (int i = 0; i <= units.length; i++) {
      double next = i < units.length ? units[i] : 1;
      if (next - before > least) {
        gaps.add(new Gap(List.of(side(parameter, before, next)), next - before));
      }
      before = next;
    }
    return gaps;
  }

  private static Side side(Parameter parameter, double from, double to) {
    return new Side(
        parameter.path(), parameter.at(from), parameter.at(Math.min(to, Math.nextDown(1.0))));
  }

  private static int blocks(Parameter parameter) {
    return parameter instanceof Parameter.Choice choice
        ? choice.options().size()
        : (int) Math.min(THIRDS, parameter.cardinality());
  }

  private static List<Gap> pair(Parameter first, Parameter second, List<Configuration> points) {
    int[][] counts = new int[blocks(first)][blocks(second)];
    int active = 0;
    for (Configuration point : points) {
      Optional<Value> one = point.value(first.path());
      Optional<Value> other = point.value(second.path());
      if (one.isPresent() && other.isPresent()) {
        counts[block(first, one.get())][block(second, other.get())]++;
        active++;
      }
    }
    double share = 1.0 / (blocks(first) * blocks(second));
    List<Gap> gaps = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      for (int j = 0; j < counts[i].length; j++) {
        // All blocks of a pair are looked at, so one of them is empty by chance more often.
        if (counts[i][j] == 0 && Math.pow(1 - share, active) / share < CHANCE) {
          gaps.add(new Gap(List.of(side(first, i), side(second, j)), share));
        }
      }
    }
    return gaps;
  }

  private static int block(Parameter parameter, Value value) {
    return Math.min((int) (parameter.unit(value) * blocks(parameter)), blocks(parameter) - 1);
  }

  private static Side side(Parameter parameter, int block) {
    double blocks = blocks(parameter);
    if (parameter instanceof Parameter.Choice choice) {
      Value option = choice.options().get(block);
      return new Side(parameter.path(), option, option);
    }
    return side(parameter, block / blocks, (block + 1) / blocks);
  }
}
