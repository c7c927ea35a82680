package io.finesweep.store;

import io.finesweep.history.Event.Finished;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
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
  private final Filling filling;
  private boolean changed;

  /**
   * How a table is cut into parts.
   *
   * @param table its name and folder
   * @param weight of one run; runs of no weight have no rows
   * @param full the weight at which a part is full
   * @param rows the table of a part, empty where it cannot be made
   */
  record Layout(
      String table,
      ToLongFunction<Finished> weight,
      long full,
      Function<Filling.Part, Optional<Table>> rows) {}

  private Parts(SweepFolder folder, Layout layout, int kept) {
    this.folder = folder;
    this.layout = layout;
    this.filling = new Filling(layout.weight(), layout.full(), kept);
  }

  /** Parts that are all written anew. */
  static Parts anew(SweepFolder folder, Layout layout) {
    return new Parts(folder, layout, 0);
  }

  /** Parts of which those that are there, full and not torn stay as they are. */
  static Parts keeping(SweepFolder folder, Layout layout) {
    List<String> names = folder.list(layout.table());
    int full = 0;
    while (names.contains(name(full + 1)) && isWhole(folder, layout.table() + "/" + name(full))) {
      full++;
    }
    return new Parts(folder, layout, full);
  }

  private static boolean isWhole(SweepFolder folder, String path) {
    try (InputStream in = folder.open(path)) {
      return ParquetBytes.areWhole(in.readAllBytes());
    } catch (FileNotFoundException | NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      throw folder.unavailable(path, e);
    }
  }

  /** The name of a part's file. */
  static String name(int number) {
    return String.format(Locale.ROOT, "part-%05d.parquet", number);
  }

  /** Adds what a run came to. */
  void add(Finished run) {
    if (filling.add(run)) {
      changed = !filling.tail().runs().isEmpty();
    }
  }

  /** Writes the parts that have become full. */
  void publishFull() {
    for (; !filling.full().isEmpty(); filling.full().remove()) {
      write(filling.full().element());
    }
  }

  /** Writes what is new. */
  void publish() {
    publishFull();
    if (changed) {
      write(filling.tail());
      changed = false;
    }
  }

  private void write(Filling.Part part) {
    layout
        .rows()
        .apply(part)
        .ifPresent(table -> table.publish(folder, layout.table() + "/" + name(part.number())));
  }

  /** Deletes what an earlier, longer journal or a process that died left. */
  void tidy() {
    folder.deleteUnpublished(layout.table());
    Filling.Part tail = filling.tail();
    int count = tail.runs().isEmpty() ? tail.number() : tail.number() + 1;
    for (String name : folder.list(layout.table())) {
      Matcher matcher = NAME.matcher(name);
      if (matcher.matches() && Integer.parseInt(matcher.group(1)) >= count) {
        folder.delete(layout.table() + "/" + name);
      }
    }
  }
}
