package io.finesweep.data;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopStreams;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * Parquet files of flat columns, read column by column. Dates and times become numbers since 1970
 * UTC: dates in days, times in seconds.
 */
final class ParquetSource implements DatasetSource {

  /** What writers left as checksums of pages is compared. */
  private static final ParquetReadOptions CHECKED =
      ParquetReadOptions.builder().usePageChecksumVerification().build();

  private final DataSpec.Parquet spec;
  private final Map<String, ColumnBuilder> builders = new LinkedHashMap<>();
  private final RowPlaces places = new RowPlaces();

  ParquetSource(DataSpec.Parquet spec) {
    this.spec = spec;
  }

  @Override
  public RawRows read(Configuration configuration) throws IOException {
    DataFiles files = DataFiles.at(spec.path(), configuration);
    for (FileStatus file : files.tables()) {
      try (ParquetFileReader reader =
          ParquetFileReader.open(new StoredFile(files.system(), file), CHECKED)) {
        readFile(file.getPath().toString(), reader);
      } catch (RuntimeException e) {
        if (e instanceof InvalidData) {
          throw e;
        }
        rethrowStorage(e);
        // Parquet tells a file of another format by exceptions of many types.
        throw new InvalidData(
            file.getPath()
                + " cannot be read as Parquet: "
                + firstLine(e)
                + "\nMaybe it is no Parquet file, see data.format, or it is damaged: copy it again.",
            e);
      }
    }
    return new RawRows(
        builders.values().stream().map(ColumnBuilder::build).toList(), null, places::of);
  }

  private void readFile(String name, ParquetFileReader reader) throws IOException {
    MessageType schema = wanted(name, reader.getFileMetaData().getSchema());
    reader.setRequestedSchema(schema);
    List<ParquetCell> cells = new ArrayList<>();
    for (Type field : schema.getFields()) {
      cells.add(ParquetCell.of(name, field.asPrimitiveType()));
    }
    places.fileOfRows(name, Math.toIntExact(reader.getRecordCount()));
    String createdBy = reader.getFileMetaData().getCreatedBy();
    for (PageReadStore pages = reader.readNextRowGroup();
        pages != null;
        pages = reader.readNextRowGroup()) {
      ColumnReadStoreImpl columns =
          new ColumnReadStoreImpl(
              pages, new GroupRecordConverter(schema).getRootConverter(), schema, createdBy);
      List<ColumnDescriptor> descriptors = schema.getColumns();
      for (int i = 0; i < descriptors.size(); i++) {
        ColumnReader reads = columns.getColumnReader(descriptors.get(i));
        readColumn(reads, descriptors.get(i), cells.get(i), pages.getRowCount());
      }
    }
  }

  private void readColumn(
      ColumnReader reader, ColumnDescriptor column, ParquetCell cell, long rows) {
    ColumnBuilder builder = builders.get(column.getPath()[0]);
    int present = column.getMaxDefinitionLevel();
    for (long left = rows; left > 0; left--) {
      if (builder == null) {
        throw new IllegalStateException("No one asked for column " + column + ".");
      } else if (reader.getCurrentDefinitionLevel() < present) {
        builder.addMissing();
      } else {
        cell.read(reader, builder);
      }
      reader.consume();
    }
  }

  private MessageType wanted(String name, MessageType schema) {
    List<Type> fields = new ArrayList<>();
    boolean first = builders.isEmpty();
    for (Type field : schema.getFields()) {
      if (!spec.reads(field.getName())) {
        continue;
      }
      if (!field.isPrimitive() || field.isRepetition(Type.Repetition.REPEATED)) {
        throw new InvalidData(
            name
                + ": column '"
                + field.getName()
                + "' is nested; each column must hold one value a row.\nMaybe add it to"
                + " data.ignore, or write its parts as columns of their own.");
      }
      if (first) {
        builders.put(field.getName(), spec.builder(field.getName()));
      }
      fields.add(field);
    }
    List<String> names = fields.stream().map(Type::getName).toList();
    for (String column : builders.keySet()) {
      if (!names.contains(column)) {
        throw new InvalidData(
            name + " has no column '" + column + "', which the files before it have.");
      }
    }
    fields.removeIf(field -> !builders.containsKey(field.getName()));
    return new MessageType(schema.getName(), fields);
  }

  private static void rethrowStorage(RuntimeException failure) throws IOException {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException storage && !(cause instanceof EOFException)) {
        throw storage;
      }
    }
  }

  private static String firstLine(RuntimeException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  /** A file of a Hadoop file system, opened on just that system. */
  private record StoredFile(FileSystem system, FileStatus status) implements InputFile {
    @Override
    public long getLength() {
      return status.getLen();
    }

    @Override
    public SeekableInputStream newStream() throws IOException {
      return HadoopStreams.wrap(system.open(status.getPath()));
    }
  }
}
