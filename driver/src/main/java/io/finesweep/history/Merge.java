package io.finesweep.history;

import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;

/**
 * Goes through the trials of several groups in one order, lowest value first and ties by number.
 * Each further one takes time logarithmic in the number of groups.
 */
public final class Merge implements Iterator<Merge.Ranked> {

  private final PriorityQueue<Head> heads =
      new PriorityQueue<>(
          Comparator.comparingDouble((Head head) -> head.ranked().value())
              .thenComparingInt(head -> head.ranked().entry().trial()));

  /** The trials of these groups. */
  public Merge(List<Group> groups) {
    groups.forEach(group -> add(group, group.trials().iterator()));
  }

  /**
   * Trials that were measured on the same folds.
   *
   * @param trials in order of their plain mean loss
   * @param projection of these folds
   * @param by what they are compared with those of other groups
   */
  public record Group(RankedSet trials, Projection projection, Order by) {

    private double value(RankedSet.Entry entry) {
      return by == Order.MEAN ? projection.mean(entry.loss()) : projection.fullMean(entry.loss());
    }
  }

  /** By what trials on different folds are compared; both rise with the plain mean. */
  public enum Order {
    /** The mean without the effects of folds. */
    MEAN,
    /** The mean to be expected over all folds. */
    FULL_MEAN
  }

  /**
   * A trial in order.
   *
   * @param value that it is ordered by
   */
  public record Ranked(RankedSet.Entry entry, Group group, double value) {}

  private record Head(Ranked ranked, Iterator<RankedSet.Entry> rest) {}

  private void add(Group group, Iterator<RankedSet.Entry> trials) {
    if (trials.hasNext()) {
      RankedSet.Entry entry = trials.next();
      heads.add(new Head(new Ranked(entry, group, group.value(entry)), trials));
    }
  }

  @Override
  public boolean hasNext() {
    return !heads.isEmpty();
  }

  @Override
  public Ranked next() {
    Head head = heads.poll();
    if (head == null) {
      throw new NoSuchElementException();
    }
    add(head.ranked().group(), head.rest());
    return head.ranked();
  }
}
