package io.finesweep.store;

import io.finesweep.history.Event.Finished;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A table that only grows, in files {@code part-00000.parquet} and so on: a full part is never
 * written again, so that all of them together cost time in proportion to their rows. Which run goes
 * into which part depends on the journal alone.
 */
final class Parts {

  private static final Pattern NAME = Pattern.compile("part-(\\d{5})\\.parquet");

  private final SweepFolder folder;
  private final Layout layout;
  private final int kept;
  private final Deque<Part> full = new ArrayDeque<>();
  private final Filling filling;
  private List<Finished> tail = new ArrayList<>();
  private boolean changed;

  /** Some runs and the number of the file that they go into. */
  private record Part(int number, List<Finished> runs) {}

  /**
   * How a table is cut into parts.
   *
   * @param table its name and folder
   * @param weight of one run; runs of no weight have no rows
   * @param full the weight at which a part is full
   * @param rows the table of a part and its runs, empty where it cannot be made
   */
  record Layout(
      String table,
      ToLongFunction<Finished> weight,
      long full,
      BiFunction<Integer, List<Finished>, Optional<Table>> rows) {}

  /** Which part the next run goes into: the first that is not full yet. */
  static final class Filling {
    private final long full;
    private int part;
    private long weight;

    /** Parts that are full at this weight. */
    Filling(long full) {
      this.full = full;
    }

    /** The part of a run of this weight. */
    int add(long more) {
      int into = part;
      weight += more;
      if (weight >= full) {
        part++;
        weight = 0;
      }
      return into;
    }

    /** The part that is not full yet. */
    int part() {
      return part;
    }
  }

  private Parts(SweepFolder folder, Layout layout, int kept) {
    this.folder = folder;
    this.layout = layout;
    this.kept = kept;
    this.filling = new Filling(layout.full());
  }

  /** Parts that are all written anew. */
  static Parts anew(SweepFolder folder, Layout layout) {
    return new Parts(folder, layout, 0);
  }

  /** Parts of which those that are there and full stay as they are. */
  static Parts keeping(SweepFolder folder, Layout layout) {
    List<String> names = folder.list(layout.table());
    int there = 0;
    while (names.contains(name(there))) {
      there++;
    }
    return new Parts(folder, layout, Math.max(0, there - 1));
  }

  /** The name of a part's file. */
  static String name(int number) {
    return String.format(Locale.ROOT, "part-%05d.parquet", number);
  }

  /** Adds what a run came to. */
  void add(Finished run) {
    long more = layout.weight().applyAsLong(run);
    if (more == 0) {
      return;
    }
    int part = filling.add(more);
    tail.add(run);
    changed = true;
    if (filling.part() > part) {
      if (part >= kept) {
        full.add(new Part(part, tail));
      }
      tail = new ArrayList<>();
      changed = false;
    }
  }

  /** Writes the parts that have become full. */
  void publishFull() {
    for (Part part = full.peek(); part != null; part = full.peek()) {
      write(part);
      full.remove();
    }
  }

  /** Writes what is new. */
  void publish() {
    publishFull();
    if (changed) {
      write(new Part(filling.part(), tail));
      changed = false;
    }
  }

  private void write(Part part) {
    layout
        .rows()
        .apply(part.number(), part.runs())
        .ifPresent(table -> table.publish(folder, layout.table() + "/" + name(part.number())));
  }

  /** Deletes what an earlier, longer journal or a process that died left. */
  void tidy() {
    folder.deleteUnpublished(layout.table());
    int count = tail.isEmpty() ? filling.part() : filling.part() + 1;
    for (String name : folder.list(layout.table())) {
      Matcher matcher = NAME.matcher(name);
      if (matcher.matches() && Integer.parseInt(matcher.group(1)) >= count) {
        folder.delete(layout.table() + "/" + name);
      }
    }
  }
}
