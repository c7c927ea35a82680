package io.finesweep.store;

import io.finesweep.history.Event.Finished;
import io.finesweep.history.History;
import io.finesweep.history.Recorded;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes a sweep's tables to a folder of this machine, one file each, from its events: as they are
 * now, also while the sweep runs.
 */
public final class Export {

  private final List<Table> tables;

  private Export(List<Table> tables) {
    this.tables = tables;
  }

  /** How a table is written. */
  public enum Format {
    /** Comma-separated values, RFC 4180, UTF-8 with a header line. */
    CSV,
    /** Parquet, as in the store. */
    PARQUET
  }

  /**
   * The tables of a sweep.
   *
   * @param best the trials, best first
   */
  public static Export of(
      SweepFolder folder, TableSchema schema, Iterable<Recorded> events, List<Rank> best) {
    List<Finished> runs = new ArrayList<>();
    List<TrialLedger> ledgers = new ArrayList<>();
    History history = History.empty(schema.terms());
    for (Recorded recorded : events) {
      history = history.with(recorded);
      if (ledgers.size() < history.trials().size()) {
        ledgers.add(new TrialLedger(recorded.at()));
      }
      if (recorded.event() instanceof Finished finished) {
        ledgers.get(finished.run().trial()).add(recorded, finished);
        runs.add(finished);
      }
    }
    TrialRows trials = new TrialRows(schema);
    RunRows rows = new RunRows(schema);
    Optional<Table> predictions = new PredictionRows(folder).table(Placed.of(runs));
    List<Table> tables = new ArrayList<>();
    tables.add(trials.table(history, ledgers));
    tables.add(trials.ranking(history, ledgers, best));
    tables.add(rows.folds(runs));
    tables.add(rows.epochs(runs));
    predictions.ifPresent(tables::add);
    return new Export(tables);
  }

  /** Writes the files and returns them. */
  public List<Path> write(Path to, Format format) throws IOException {
    Files.createDirectories(to);
    List<Path> files = new ArrayList<>();
    for (Table table : tables) {
      Path file = to.resolve(table.name() + (format == Format.CSV ? ".csv" : ".parquet"));
      if (format == Format.CSV) {
        try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
          CsvText.write(table, out);
        }
      } else {
        try (OutputStream out = Files.newOutputStream(file)) {
          out.write(ParquetBytes.of(table));
        }
      }
      files.add(file);
    }
    return files;
  }
}
