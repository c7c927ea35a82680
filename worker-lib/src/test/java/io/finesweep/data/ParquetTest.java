package io.finesweep.data;

import static io.finesweep.data.Reading.load;
import static io.finesweep.data.Reading.spec;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetTest {

  private static final MessageType SCHEMA =
      MessageTypeParser.parseMessageType(
          """
          message table {
            optional int32 whole;
            optional double real;
            optional float small;
            optional boolean flag;
            optional binary color (STRING);
            optional int32 day (DATE);
            optional int64 moment (TIMESTAMP(MICROS,true));
            optional int64 price (DECIMAL(18,2));
            required int64 id;
            required binary label (STRING);
            optional group nested { repeated int32 part; }
          }
          """);

  @TempDir Path folder;

  @Test
  void readsEveryFlatTypeWithNulls() throws IOException {
    write(
        "table.parquet",
        SCHEMA,
        List.of(
            row ->
                row.append("whole", 7)
                    .append("real", 0.5)
                    .append("small", 0.1f)
                    .append("flag", true)
                    .append("color", "red")
                    .append("day", 19000)
                    .append("moment", 1_500_000L)
                    .append("price", 1999L)
                    .append("id", Long.MAX_VALUE)
                    .append("label", "a"),
            row ->
                row.append("color", "blue").append("id", Long.MAX_VALUE - 1).append("label", "b")));
    Dataset data =
        load(
            spec(
                "format",
                "parquet",
                "path",
                folder.resolve("table.parquet").toString(),
                "label",
                "label",
                "id",
                "id",
                "ignore",
                List.of("nested")));
    Features.Table table = (Features.Table) data.features();
    assertThat(table.columns().stream().map(Column::name))
        .containsExactly("whole", "real", "small", "flag", "color", "day", "moment", "price");
    assertThat(table.columns().stream().map(c -> c.text(0)))
        .containsExactly("7", "0.5", "0.1", "1", "red", "19000", "1.5", "19.99");
    assertThat(table.columns().stream().filter(c -> c.missing(1)).count()).isEqualTo(7);
    assertThat(data.identity().keys()[0]).isNotEqualTo(data.identity().keys()[1]);
  }

  @Test
  void leavesNoChecksumBesideLocalFiles() throws IOException {
    write(
        "table.parquet",
        SCHEMA,
        List.of(
            row -> row.append("id", 1L).append("label", "a").append("real", 1.0),
            row -> row.append("id", 2L).append("label", "b").append("real", 2.0)));
    Files.deleteIfExists(folder.resolve(".table.parquet.crc"));
    load(
        spec(
            "format",
            "parquet",
            "path",
            folder.toString(),
            "label",
            "label",
            "features",
            List.of("real")));
    try (var files = Files.list(folder)) {
      assertThat(files.map(f -> f.getFileName().toString())).containsExactly("table.parquet");
    }
  }

  @Test
  void refusesNestedColumnsAndFilesOfOtherFormats() throws IOException {
    write("table.parquet", SCHEMA, List.of(row -> row.append("id", 1L).append("label", "a")));
    String path = folder.resolve("table.parquet").toString();
    assertThatThrownBy(() -> load(spec("format", "parquet", "path", path, "label", "label")))
        .isInstanceOf(InvalidData.class)
        .hasMessageContaining("column 'nested' is nested")
        .hasMessageContaining("Maybe add it to data.ignore");
    Path text = Files.writeString(folder.resolve("text.parquet"), "x,label\n1,a\n1,b\n1,c\n");
    assertThatThrownBy(
            () -> load(spec("format", "parquet", "path", text.toString(), "label", "label")))
        .isInstanceOf(InvalidData.class)
        .hasMessageContaining("text.parquet cannot be read as Parquet");
  }

  @Test
  void refusesFilesThatAreTornOrWereChanged() throws IOException {
    write(
        "table.parquet",
        MessageTypeParser.parseMessageType(
            "message table { required double x; required binary label (STRING); }"),
        List.of(
            row -> row.append("x", 1.5).append("label", "a"),
            row -> row.append("x", 2.5).append("label", "b")));
    Path file = folder.resolve("table.parquet");
    Files.deleteIfExists(folder.resolve(".table.parquet.crc"));
    byte[] content = Files.readAllBytes(file);
    DataSpec spec = spec("format", "parquet", "path", file.toString(), "label", "label");
    assertThat(load(spec).size()).isEqualTo(2);
    for (int length : new int[] {0, 3, content.length / 2, content.length - 1}) {
      Files.write(file, Arrays.copyOf(content, length));
      assertThatThrownBy(() -> load(spec))
          .isInstanceOf(InvalidData.class)
          .hasMessageContaining("table.parquet cannot be read as Parquet")
          .hasMessageContaining("\nMaybe ");
    }
    byte[] number = ByteBuffer.allocate(8).order(LITTLE_ENDIAN).putDouble(2.5).array();
    byte[] changed = content.clone();
    changed[indexOf(content, number) + 7] ^= 1;
    Files.write(file, changed);
    assertThatThrownBy(() -> load(spec))
        .isInstanceOf(InvalidData.class)
        .hasMessageContaining("CRC checksum verification failed")
        .hasMessageContaining("or it is damaged: copy it again");
  }

  private static int indexOf(byte[] all, byte[] part) {
    int at = 0;
    while (!Arrays.equals(all, at, at + part.length, part, 0, part.length)) {
      at++;
    }
    return at;
  }

  @Test
  void refusesInfinity() throws IOException {
    write(
        "table.parquet",
        SCHEMA,
        List.of(
            row -> row.append("id", 1L).append("label", "a").append("real", 1.0),
            row ->
                row.append("id", 2L)
                    .append("label", "b")
                    .append("real", Double.POSITIVE_INFINITY)));
    String path = folder.resolve("table.parquet").toString();
    assertThatThrownBy(
            () ->
                load(
                    spec(
                        "format",
                        "parquet",
                        "path",
                        path,
                        "label",
                        "label",
                        "ignore",
                        List.of("nested"))))
        .isInstanceOf(InvalidData.class)
        .hasMessageContaining("'real' of row 2 is infinite");
  }

  @Test
  void joinsATestSetOfItsOwn() throws IOException {
    MessageType schema =
        MessageTypeParser.parseMessageType(
            "message table { required double x; required binary c (STRING); required binary label (STRING); }");
    write(
        "a.parquet",
        schema,
        List.of(
            row -> row.append("x", 1.0).append("c", "p").append("label", "b"),
            row -> row.append("x", 2.0).append("c", "q").append("label", "a")));
    write(
        "t.parquet",
        schema,
        List.of(row -> row.append("x", 3.0).append("c", "r").append("label", "b")));
    write(
        "u.parquet",
        schema,
        List.of(row -> row.append("x", 3.0).append("c", "r").append("label", "new")));
    DataSpec spec = spec("format", "parquet", "path", folder + "/a.parquet", "label", "label");
    Dataset data =
        Datasets.loadWithTest(
            spec,
            spec("format", "parquet", "path", folder + "/t.parquet", "label", "label"),
            new Configuration());
    assertThat(data.size()).isEqualTo(3);
    assertThat(data.separateTestRows()).isEqualTo(1);
    assertThat(((Targets.Classes) data.targets()).labels()).containsExactly(1, 0, 1);
    Preprocessing fitted = Preprocessing.fit(data, new int[] {0, 1});
    assertThat(fitted.apply(data, new int[] {2}).features()).containsExactly(3, 0, 0);
    assertThatThrownBy(
            () ->
                Datasets.loadWithTest(
                    spec,
                    spec("format", "parquet", "path", folder + "/u.parquet", "label", "label"),
                    new Configuration()))
        .isInstanceOf(InvalidData.class)
        .hasMessageContaining("the class 'new' does not occur in the training data");
  }

  private void write(String name, MessageType schema, List<Consumer<Group>> rows)
      throws IOException {
    org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(folder.resolve(name).toUri());
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(path)
            .withType(schema)
            .withCompressionCodec(CompressionCodecName.UNCOMPRESSED)
            .build()) {
      for (Consumer<Group> fill : rows) {
        Group row = new SimpleGroupFactory(schema).newGroup();
        fill.accept(row);
        writer.write(row);
      }
    }
  }
}
