package io.finesweep.store;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a Parquet file: all columns optional, texts as UTF-8, times as milliseconds in UTC,
 * compressed with Zstandard. The same table gives the same bytes.
 */
final class ParquetBytes {

  /** The version of all tables' columns, kept in each file. */
  static final String SCHEMA = "1";

  /** What a Parquet file begins and ends with. */
  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

  private static final String SPARK_SCHEMA = "org.apache.spark.sql.parquet.row.metadata";

  private ParquetBytes() {}

  /** The file that holds {@code table}. */
  static byte[] of(Table table) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ParquetWriter<Row> writer = new Builder(new InMemory(bytes), table).build()) {
      for (Row row : table.rows()) {
        writer.write(row);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("A table could not be written in memory.", e);
    }
    return bytes.toByteArray();
  }

  /** Whether these are the bytes of a Parquet file from its beginning to its end. */
  static boolean areWhole(byte[] content) {
    int end = content.length - MAGIC.length;
    return end >= MAGIC.length
        && Arrays.equals(content, 0, MAGIC.length, MAGIC, 0, MAGIC.length)
        && Arrays.equals(content, end, content.length, MAGIC, 0, MAGIC.length);
  }

  private static MessageType schema(Table table) {
    Type[] fields = table.columns().stream().map(ParquetBytes::field).toArray(Type[]::new);
    return new MessageType(table.name(), fields);
  }

  private static Type field(Column column) {
    return switch (column.kind()) {
      case TEXT ->
          Types.optional(PrimitiveTypeName.BINARY)
              .as(LogicalTypeAnnotation.stringType())
              .named(column.name());
      case WHOLE -> Types.optional(PrimitiveTypeName.INT64).named(column.name());
      case REAL -> Types.optional(PrimitiveTypeName.DOUBLE).named(column.name());
      case FLAG -> Types.optional(PrimitiveTypeName.BOOLEAN).named(column.name());
      case TIME ->
          Types.optional(PrimitiveTypeName.INT64)
              .as(LogicalTypeAnnotation.timestampType(true, TimeUnit.MILLIS))
              .named(column.name());
    };
  }

  private static SortedMap<String, String> metadata(Table table) {
    SortedMap<String, String> metadata = new TreeMap<>();
    metadata.put("finesweep.schema", SCHEMA);
    metadata.put("finesweep.table", table.name());
    metadata.put(SPARK_SCHEMA, sparkSchema(table));
    for (Column column : table.columns()) {
      metadata.put("finesweep.column." + column.name(), column.comment());
    }
    return metadata;
  }

  /** The schema as Spark itself writes it: from there its DESCRIBE has the columns' comments. */
  private static String sparkSchema(Table table) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "struct");
    ArrayNode fields = schema.putArray("fields");
    for (Column column : table.columns()) {
      fields
          .addObject()
          .put("name", column.name())
          .put("type", sparkType(column))
          .put("nullable", true)
          .putObject("metadata")
          .put("comment", column.comment());
    }
    return schema.toString();
  }

  private static String sparkType(Column column) {
    return switch (column.kind()) {
      case TEXT -> "string";
      case WHOLE -> "long";
      case REAL -> "double";
      case FLAG -> "boolean";
      case TIME -> "timestamp";
    };
  }

  /** Builds the writer of one table. */
  private static final class Builder extends ParquetWriter.Builder<Row, Builder> {
    private final Table table;

    Builder(OutputFile file, Table table) {
      super(file);
      this.table = table;
      withConf(new Configuration(false));
      withCompressionCodec(CompressionCodecName.ZSTD);
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    protected WriteSupport<Row> getWriteSupport(Configuration conf) {
      return new Rows(table);
    }
  }

  /** Puts rows into columns. */
  private static final class Rows extends WriteSupport<Row> {
    private final Table table;
    private @Nullable RecordConsumer consumer;

    Rows(Table table) {
      this.table = table;
    }

    @Override
    public WriteContext init(Configuration configuration) {
      return new WriteContext(schema(table), metadata(table));
    }

    @Override
    public void prepareForWrite(RecordConsumer recordConsumer) {
      consumer = recordConsumer;
    }

    @Override
    public void write(Row row) {
      if (consumer == null) {
        throw new IllegalStateException("A row before the file was begun.");
      }
      List<Column> columns = table.columns();
      if (row.cells().size() != columns.size()) {
        throw new IllegalArgumentException(
            "A row of " + row.cells().size() + " cells for " + columns.size() + " columns.");
      }
      consumer.startMessage();
      for (int i = 0; i < columns.size(); i++) {
        Object cell = row.cells().get(i);
        if (cell != null) {
          consumer.startField(columns.get(i).name(), i);
          write(consumer, columns.get(i), cell);
          consumer.endField(columns.get(i).name(), i);
        }
      }
      consumer.endMessage();
    }

    private static void write(RecordConsumer consumer, Column column, Object cell) {
      switch (column.kind()) {
        case TEXT -> consumer.addBinary(Binary.fromString((String) cell));
        case WHOLE, TIME -> consumer.addLong((Long) cell);
        case REAL -> consumer.addDouble((Double) cell);
        case FLAG -> consumer.addBoolean((Boolean) cell);
      }
    }
  }

  /** A file that is only in memory: a part is small, and is published whole. */
  private record InMemory(ByteArrayOutputStream bytes) implements OutputFile {
    @Override
    public PositionOutputStream create(long blockSizeHint) {
      return new PositionOutputStream() {
        @Override
        public long getPos() {
          return bytes.size();
        }

        @Override
        public void write(int one) {
          bytes.write(one);
        }

        @Override
        public void write(byte[] many, int from, int length) {
          bytes.write(many, from, length);
        }
      };
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSizeHint) {
      bytes.reset();
      return create(blockSizeHint);
    }

    @Override
    public boolean supportsBlockSize() {
      return false;
    }

    @Override
    public long defaultBlockSize() {
      return 0;
    }
  }
}
