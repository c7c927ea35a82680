package io.finesweep.data;

import static io.finesweep.data.Reading.load;
import static io.finesweep.data.Reading.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxTest {

  private static final byte[] LABELS = idx(0x08, new int[] {2}, new byte[] {9, 3});
  private static final byte[] IMAGES =
      idx(0x08, new int[] {2, 2, 3}, new byte[] {0, 51, (byte) 255, 0, 0, 0, 1, 1, 1, 1, 1, 1});

  @TempDir Path folder;

  @Test
  void readsPlainAndPackedFilesByTheirContent() throws IOException {
    Dataset plain = read(IMAGES, LABELS);
    assertThat(plain.imageShape()).containsExactly(1, 2, 3);
    assertThat(plain.targets().names()).containsExactly("3", "9");
    assertThat(((Targets.Classes) plain.targets()).labels()).containsExactly(1, 0);
    Dataset packed = read(packed(IMAGES), packed(LABELS));
    assertThat(packed.contentHash()).isEqualTo(plain.contentHash());
    Examples examples = Preprocessing.fit(plain, new int[] {0, 1}).apply(plain, new int[] {0});
    assertThat(examples.features()).containsExactly(0, 0.2f, 1, 0, 0, 0);
    assertThat(examples.shape()).containsExactly(1, 2, 3);
  }

  @Test
  void readsRealNumbersAndChannels() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      for (float value : new float[] {0.5f, 1, -2, 0}) {
        out.writeFloat(value);
      }
    }
    Dataset data =
        load(
            spec(
                "format",
                "idx",
                "scale",
                "none",
                "images",
                write("i", idx(0x0D, new int[] {2, 2, 1, 1}, bytes.toByteArray())),
                "labels",
                write("l", LABELS)));
    assertThat(data.imageShape()).containsExactly(2, 1, 1);
    assertThat(Preprocessing.fit(data, new int[] {0}).apply(data, new int[] {1, 0}).features())
        .containsExactly(-2, 0, 0.5f, 1);
  }

  @Test
  void keepsTheRowsOfSomeClasses() throws IOException {
    byte[] labels = idx(0x08, new int[] {3}, new byte[] {0, 1, 2});
    byte[] images = idx(0x08, new int[] {3, 1}, new byte[] {10, 11, 12});
    Dataset data =
        load(
            spec(
                "format",
                "idx",
                "images",
                write("i", images),
                "labels",
                write("l", labels),
                "classes",
                List.of("2", "1")));
    assertThat(data.size()).isEqualTo(2);
    assertThat(((Features.Pixels) data.features()).values()).containsExactly(11, 12);
  }

  @Test
  void refusesFilesThatAreDamagedOrDoNotFit() throws IOException {
    fails(Arrays.copyOf(IMAGES, IMAGES.length - 1), LABELS, "holds 11 bytes of content", "make 12");
    fails(Arrays.copyOf(IMAGES, IMAGES.length + 1), LABELS, "holds more content");
    fails(Arrays.copyOf(IMAGES, 6), LABELS, "ends early");
    byte[] packed = packed(IMAGES);
    fails(Arrays.copyOf(packed, packed.length - 9), LABELS, "ends early or is damaged");
    fails("P5 2 2".getBytes(java.nio.charset.StandardCharsets.US_ASCII), LABELS, "is no IDX file");
    fails(LABELS, IMAGES, "labels must have one", "Maybe data.images and data.labels are swapped");
    fails(idx(0x08, new int[] {3, 1, 1}, new byte[3]), LABELS, "holds 3 images", "holds 2 labels");
    fails(idx(0x08, new int[] {2, -1}, new byte[2]), LABELS, "each must be above 0");
  }

  private void fails(byte[] images, byte[] labels, String... fragments) {
    assertThatThrownBy(() -> read(images, labels))
        .isInstanceOf(InvalidData.class)
        .hasMessageContainingAll(fragments);
  }

  private Dataset read(byte[] images, byte[] labels) throws IOException {
    return load(
        spec(
            "format", "idx", "images", write("images", images), "labels", write("labels", labels)));
  }

  private String write(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content).toString();
  }

  private static byte[] idx(int type, int[] extents, byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeShort(0);
      out.writeByte(type);
      out.writeByte(extents.length);
      for (int extent : extents) {
        out.writeInt(extent);
      }
      out.write(content);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static byte[] packed(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }
}
