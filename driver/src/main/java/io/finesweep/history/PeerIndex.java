package io.finesweep.history;

import io.finesweep.history.RankedSet.Entry;
import java.math.BigInteger;
import java.util.Optional;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * Which trials were measured at all epochs on which folds: a persistent index of a history. Trials
 * that are broken or pass a bound are not in it; neither is anything where trials have one fold.
 *
 * @param byFolds the trials by their folds, bit f standing for fold f
 */
record PeerIndex(PSortedMap<BigInteger, Peers> byFolds) {

  static final PeerIndex EMPTY = new PeerIndex(TreePMap.empty());

  /** Where a trial stands in the index. */
  private record Place(BigInteger folds, Entry entry, Peers.Openness openness) {

    static Optional<Place> of(Trial trial, Terms terms) {
      if (terms.full().folds() == 1) {
        return Optional.empty();
      }
      TrialLosses losses = TrialLosses.of(trial, terms, 0, terms.full().epochs());
      if (losses.count() == 0) {
        return Optional.empty();
      }
      BigInteger folds = BigInteger.ZERO;
      for (int fold = 0; fold < losses.byFold().length; fold++) {
        folds = Double.isNaN(losses.byFold()[fold]) ? folds : folds.setBit(fold);
      }
      Entry entry = new Entry(losses.mean(), trial.number());
      return Optional.of(new Place(folds, entry, openness(trial, terms)));
    }

    private static Peers.Openness openness(Trial trial, Terms terms) {
      int begun = 0;
      boolean isRunning = false;
      for (FoldProgress fold : trial.folds().values()) {
        isRunning |= fold.running() > 0;
        begun += fold.isFree() ? 0 : 1;
      }
      if (begun == terms.full().folds()) {
        return Peers.Openness.CLOSED;
      }
      return isRunning ? Peers.Openness.BUSY : Peers.Openness.IDLE;
    }
  }

  /** A trial has changed. */
  PeerIndex changed(Trial before, Trial after, Terms terms) {
    Optional<Place> from = Place.of(before, terms);
    Optional<Place> to = Place.of(after, terms);
    if (from.equals(to)) {
      return this;
    }
    PSortedMap<BigInteger, Peers> changed = byFolds;
    if (from.isPresent()) {
      changed = minus(changed, from.get());
    }
    if (to.isPresent()) {
      Peers peers = changed.getOrDefault(to.get().folds(), Peers.NONE);
      changed = changed.plus(to.get().folds(), peers.plus(to.get().entry(), to.get().openness()));
    }
    return new PeerIndex(changed);
  }

  private static PSortedMap<BigInteger, Peers> minus(
      PSortedMap<BigInteger, Peers> byFolds, Place place) {
    Peers left = byFolds.getOrDefault(place.folds(), Peers.NONE).minus(place.entry());
    return left.measured().isEmpty()
        ? byFolds.minus(place.folds())
        : byFolds.plus(place.folds(), left);
  }
}
