package io.finesweep.data;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.finesweep.trial.Names;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.jspecify.annotations.Nullable;

/**
 * CSV files (RFC 4180) in UTF-8 with a header, plain or gzip. Cells are trimmed; a cell that is
 * empty, NA, N/A, NaN, null or ? is missing, but where a column was declared to hold texts, only
 * the empty one.
 */
final class CsvSource implements DatasetSource {

  private final DataSpec.Csv spec;
  private final Map<String, ColumnBuilder> builders = new LinkedHashMap<>();
  private final RowPlaces places = new RowPlaces();
  private @Nullable List<String> firstHeader;

  CsvSource(DataSpec.Csv spec) {
    this.spec = spec;
  }

  @Override
  public RawRows read(Configuration configuration) throws IOException {
    DataFiles files = DataFiles.at(spec.path(), configuration);
    for (FileStatus file : files.tables()) {
      readFile(files, file);
    }
    List<Column> columns = new ArrayList<>();
    for (ColumnBuilder builder : builders.values()) {
      refuseSlip(builder);
      columns.add(builder.build());
    }
    return new RawRows(columns, null, places::of);
  }

  private void readFile(DataFiles files, FileStatus file) throws IOException {
    String name = file.getPath().toString();
    try (QuoteCount reader =
            new QuoteCount(
                new InputStreamReader(
                    files.open(file.getPath()), StandardCharsets.UTF_8.newDecoder()));
        CsvReader<CsvRecord> csv = settings().ofCsvRecord(reader);
        CloseableIterator<CsvRecord> records = csv.iterator()) {
      if (!records.hasNext()) {
        throw new InvalidData(name + " is empty; its first line must be a header.");
      }
      CsvRecord record = records.next();
      List<String> header = header(name, record);
      List<@Nullable ColumnBuilder> fields = new ArrayList<>();
      header.forEach(column -> fields.add(builders.get(column)));
      places.fileOfLines(name);
      while (records.hasNext()) {
        record = records.next();
        add(name, record, fields);
      }
      refuseOpenQuote(name, record, reader);
    } catch (CsvParseException | UncheckedIOException | IOException e) {
      throw explained(name, e);
    }
  }

  /** A quote that is never closed takes all that follows into one field. */
  private static void refuseOpenQuote(String name, CsvRecord last, QuoteCount reader) {
    if (reader.isOdd() && last.getField(last.getFieldCount() - 1).contains("\n")) {
      throw new InvalidData(
          "%s, line %d opens a quote that nothing closes.\nMaybe a quote inside a text must be doubled."
              .formatted(name, last.getStartingLineNumber()));
    }
  }

  private CsvReader.CsvReaderBuilder settings() {
    return CsvReader.builder()
        .fieldSeparator(spec.separator())
        .allowExtraFields(true)
        .allowMissingFields(true);
  }

  private void add(String name, CsvRecord record, List<@Nullable ColumnBuilder> fields) {
    if (record.getFieldCount() != fields.size()) {
      throw new InvalidData(
          "%s, line %d has %d fields, the header %d.\nMaybe a field that holds '%s' is not in quotes."
              .formatted(
                  name,
                  record.getStartingLineNumber(),
                  record.getFieldCount(),
                  fields.size(),
                  spec.separator()));
    }
    places.line(record.getStartingLineNumber());
    for (int i = 0; i < fields.size(); i++) {
      ColumnBuilder builder = fields.get(i);
      if (builder != null) {
        builder.addCell(record.getField(i).strip());
      }
    }
  }

  private List<String> header(String name, CsvRecord record) {
    List<String> header = record.getFields().stream().map(CsvSource::headerCell).toList();
    Set<String> seen = new HashSet<>();
    for (String column : header) {
      if (column.isEmpty() || !seen.add(column)) {
        throw new InvalidData(
            name
                + ", line 1: "
                + (column.isEmpty() ? "a column has no name" : "'" + column + "' occurs twice")
                + "; each column of the header needs a name of its own.");
      }
    }
    if (header.stream().allMatch(Cells::isNumber)) {
      throw new InvalidData(
          name
              + ", line 1 holds numbers only ("
              + String.join(", ", header.subList(0, Math.min(4, header.size())))
              + " …); it must be a header that names the columns.\n"
              + "Maybe the header is missing: add one.");
    }
    checkSame(name, header);
    return header;
  }

  private void checkSame(String name, List<String> header) {
    if (firstHeader == null) {
      firstHeader = header;
      for (String column : header) {
        if (spec.reads(column)) {
          builders.put(column, spec.builder(column));
        }
      }
      if (header.size() == 1 && !header.containsAll(spec.roles().labels())) {
        throw new InvalidData(
            name
                + ", line 1: the header holds one column, '"
                + header.get(0)
                + "'.\nMaybe the fields are apart by another character: set data.separator.");
      }
      return;
    }
    for (String column : builders.keySet()) {
      if (!header.contains(column)) {
        throw new InvalidData(
            (name + " has no column '" + column + "', which the files before it have.\n")
                + Names.maybe(column, header));
      }
    }
  }

  private static String headerCell(String cell) {
    return cell.startsWith("\uFEFF") ? cell.substring(1).strip() : cell.strip();
  }

  private void refuseSlip(ColumnBuilder builder) {
    int slip = builder.slip();
    if (slip >= 0) {
      throw new InvalidData(
          places.of(slip)
              + ": '"
              + builder.name()
              + "' is '"
              + builder.build().text(slip)
              + "', but nearly all cells of this column are numbers.\nMaybe correct the cell, empty"
              + " it where the value is missing, or add the column to data.categorical.");
    }
  }

  /** What is wrong with a file's content is for the user; other failures are the storage's. */
  private static IOException explained(String name, Exception failure) throws IOException {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CharacterCodingException) {
        throw new InvalidData(name + " is not UTF-8.\nMaybe save it in that encoding.", failure);
      } else if (cause instanceof ZipException || cause instanceof EOFException) {
        throw new InvalidData(name + " ends early or is damaged.\nMaybe copy it again.", failure);
      } else if (cause instanceof IOException io) {
        return io;
      }
    }
    throw new InvalidData(name + " cannot be read as CSV: " + failure.getMessage(), failure);
  }
}
