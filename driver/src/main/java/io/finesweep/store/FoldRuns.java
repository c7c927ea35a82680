package io.finesweep.store;

import io.finesweep.history.Event;
import io.finesweep.history.Event.Finished;
import io.finesweep.history.Recorded;
import io.finesweep.sweep.StoreUnavailable;
import io.finesweep.trial.Blob;
import io.finesweep.trial.FoldResult;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The files that fold runs leave below {@code _runs}. A checkpoint goes when nothing can go on from
 * it any more; predictions move into {@linkplain PredictionPack packs} when their part of the table
 * is full, so that the number of files does not grow with that of runs. A file that cannot be
 * deleted is left for the end.
 */
public final class FoldRuns {

  static final String FOLDER = "_runs";

  private static final Pattern NUMBERS = Pattern.compile("\\d+(-\\d+)?");

  private static final System.Logger LOG = System.getLogger(FoldRuns.class.getName());

  private final SweepFolder folder;
  private final Runnable acknowledge;
  private final Queue<Recorded> waiting = new ConcurrentLinkedQueue<>();
  private final Map<Fold, Resumption> resumptions = new HashMap<>();
  private final Map<String, Integer> uses = new HashMap<>();
  private final Deque<String> unused = new ArrayDeque<>();
  private final Filling filling;

  /** One fold of one trial. */
  private record Fold(int trial, int fold) {}

  /** Where a fold can go on: from the end of its latest run, or on the way of the one after. */
  private record Resumption(@Nullable String checkpoint, @Nullable String waypoint) {
    static final Resumption NONE = new Resumption(null, null);
  }

  private FoldRuns(SweepFolder folder, Runnable acknowledge) {
    this.folder = folder;
    this.acknowledge = acknowledge;
    // The last pack that is there may be of a part that was not full then.
    this.filling = Placed.filling(Math.max(0, PredictionPack.count(folder) - 1));
  }

  /**
   * The files of a sweep after {@code events}.
   *
   * @param acknowledge returns when all events that were accepted survive the end of this process
   */
  public static FoldRuns after(
      SweepFolder folder, Iterable<Recorded> events, Runnable acknowledge) {
    FoldRuns runs = new FoldRuns(folder, acknowledge);
    synchronized (runs) {
      events.forEach(runs::add);
      runs.unused.clear(); // they went before
    }
    return runs;
  }

  /** Takes the next event. */
  public void accept(Recorded event) {
    waiting.add(event);
  }

  /**
   * Deletes what nothing needs any more. Call it when the tables tell of all accepted events, from
   * a thread that nobody waits for.
   */
  public synchronized void tidy() {
    addWaiting();
    try {
      deleteUnused();
    } catch (StoreUnavailable e) {
      LOG.log(Level.WARNING, "Files that nothing needs are left for now: {0}", e.getMessage());
    }
  }

  private void addWaiting() {
    for (Recorded event = waiting.poll(); event != null; event = waiting.poll()) {
      add(event);
    }
  }

  private void deleteUnused() {
    if (unused.isEmpty() && filling.full().isEmpty()) {
      return;
    }
    acknowledge.run();
    for (; !filling.full().isEmpty(); filling.full().remove()) {
      PredictionPack.write(folder, filling.full().element()).forEach(folder::delete);
    }
    for (; !unused.isEmpty(); unused.remove()) {
      folder.delete(unused.element());
    }
  }

  /**
   * Deletes all that nothing needs, files that no event names too. Only when nothing runs any more:
   * a run's files are there before an event names them.
   */
  public synchronized void finish() {
    addWaiting();
    filling.end();
    try {
      deleteUnused();
      prune();
    } catch (StoreUnavailable e) {
      LOG.log(Level.WARNING, "Files that nothing needs are left: {0}", e.getMessage());
    }
  }

  /** Deletes what is unused below the folders of trials, folds and attempts, and empty ones. */
  private void prune() {
    for (String trial : numbered(FOLDER)) {
      for (String fold : numbered(trial)) {
        for (String attempt : numbered(fold)) {
          for (String name : folder.list(attempt)) {
            String file = attempt + "/" + name;
            if (!uses.containsKey(file)) {
              folder.delete(file);
            }
          }
          deleteEmpty(attempt);
        }
        deleteEmpty(fold);
      }
      deleteEmpty(trial);
    }
    deleteEmpty(FOLDER);
  }

  /** The folders of trials, folds or attempts in a folder; models that were refitted are others. */
  private List<String> numbered(String path) {
    return folder.list(path).stream()
        .filter(name -> NUMBERS.matcher(name).matches())
        .map(name -> path + "/" + name)
        .toList();
  }

  private void deleteEmpty(String path) {
    if (folder.list(path).isEmpty()) {
      folder.delete(path);
    }
  }

  private void add(Recorded recorded) {
    if (recorded.event() instanceof Finished finished) {
      finish(finished);
    } else if (recorded.event() instanceof Event.Checkpointed on) {
      Fold fold = new Fold(on.run().trial(), on.run().fold());
      String place = on.waypoint().checkpoint().blob().path();
      replace(fold, new Resumption(resumption(fold).checkpoint(), place));
    } else if (recorded.event() instanceof Event.Forked forked) {
      Resumption parent = resumption(new Fold(forked.origin().parent(), forked.fold()));
      Resumption inherited = new Resumption(parent.checkpoint(), null);
      replace(new Fold(forked.trial(), forked.fold()), inherited);
    }
  }

  private void finish(Finished finished) {
    Fold fold = new Fold(finished.run().trial(), finished.run().fold());
    String last = resumption(fold).checkpoint();
    if (finished.result() instanceof FoldResult.Scored scored) {
      Blob left = scored.artifacts().checkpoint();
      last = left == null ? null : left.path();
    }
    replace(fold, new Resumption(last, null));
    filling.add(finished);
  }

  private Resumption resumption(Fold fold) {
    return resumptions.getOrDefault(fold, Resumption.NONE);
  }

  private void replace(Fold fold, Resumption after) {
    Resumption before = resumption(fold);
    if (after.equals(Resumption.NONE)) {
      resumptions.remove(fold);
    } else {
      resumptions.put(fold, after);
    }
    use(after.checkpoint());
    use(after.waypoint());
    release(before.checkpoint());
    release(before.waypoint());
  }

  private void use(@Nullable String path) {
    if (path != null) {
      uses.merge(path, 1, Integer::sum);
    }
  }

  private void release(@Nullable String path) {
    if (path != null && uses.merge(path, -1, (a, b) -> a + b == 0 ? null : a + b) == null) {
      unused.add(path);
    }
  }
}
