package io.finesweep.store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.io.SeekableInputStream;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;

/** Reads back what {@link ParquetBytes} wrote: small files, whole. */
final class ParquetRows {

  private ParquetRows() {}

  /** The rows, each cell by its column's name; a cell that is null is absent. */
  static List<Map<String, Object>> of(byte[] content) throws IOException {
    List<Map<String, Object>> rows = new ArrayList<>();
    try (ParquetFileReader reader = ParquetFileReader.open(new InMemory(content))) {
      MessageType schema = reader.getFileMetaData().getSchema();
      for (PageReadStore pages = reader.readNextRowGroup();
          pages != null;
          pages = reader.readNextRowGroup()) {
        RecordReader<Group> records =
            new ColumnIOFactory()
                .getColumnIO(schema)
                .getRecordReader(pages, new GroupRecordConverter(schema));
        for (long left = pages.getRowCount(); left > 0; left--) {
          rows.add(row(records.read()));
        }
      }
    } catch (RuntimeException e) {
      // Parquet tells a torn file by exceptions of many types.
      throw new IOException("It is no table of Finesweep's: " + e.getMessage(), e);
    }
    return rows;
  }

  private static Map<String, Object> row(Group group) {
    Map<String, Object> row = new HashMap<>();
    GroupType type = group.getType();
    for (int field = 0; field < type.getFieldCount(); field++) {
      if (group.getFieldRepetitionCount(field) > 0) {
        row.put(type.getFieldName(field), cell(group, field));
      }
    }
    return row;
  }

  private static Object cell(Group group, int field) {
    return switch (group.getType().getType(field).asPrimitiveType().getPrimitiveTypeName()) {
      case INT64 -> group.getLong(field, 0);
      case DOUBLE -> group.getDouble(field, 0);
      case BOOLEAN -> group.getBoolean(field, 0);
      default -> group.getString(field, 0);
    };
  }

  /** A file that is in memory. */
  private record InMemory(byte[] content) implements InputFile {
    @Override
    public long getLength() {
      return content.length;
    }

    @Override
    public SeekableInputStream newStream() {
      return new Stream(new Bytes(content));
    }
  }

  /** Bytes whose next one can be chosen. */
  private static final class Bytes extends ByteArrayInputStream {
    Bytes(byte[] content) {
      super(content);
    }

    int at() {
      return pos;
    }

    void to(long place) {
      pos = Math.toIntExact(place);
    }
  }

  /** The same as Parquet reads it. */
  private static final class Stream extends DelegatingSeekableInputStream {
    private final Bytes bytes;

    Stream(Bytes bytes) {
      super(bytes);
      this.bytes = bytes;
    }

    @Override
    public long getPos() {
      return bytes.at();
    }

    @Override
    public void seek(long place) {
      bytes.to(place);
    }

    @Override
    public int read(ByteBuffer buffer) throws IOException {
      byte[] some = bytes.readNBytes(buffer.remaining());
      buffer.put(some);
      return some.length == 0 ? -1 : some.length;
    }
  }
}
