package io.finesweep.data;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipException;
import org.apache.hadoop.conf.Configuration;

/**
 * A pair of IDX files, plain or gzip, as Y. LeCun, C. Cortes and C. Burges describe the format at
 * the MNIST database. Images have the dimensions rows × height × width, rows × channels × height ×
 * width or rows × columns; labels have one.
 */
final class IdxSource implements DatasetSource {

  private final DataSpec.Idx spec;

  IdxSource(DataSpec.Idx spec) {
    this.spec = spec;
  }

  @Override
  public RawRows read(Configuration configuration) throws IOException {
    Content images = content(spec.images(), configuration);
    Content labels = content(spec.labels(), configuration);
    if (labels.extents().size() != 1) {
      throw new InvalidData(
          "%s has %d dimensions; labels must have one.\nMaybe data.images and data.labels are swapped."
              .formatted(spec.labels(), labels.extents().size()));
    }
    if (!labels.extents().get(0).equals(images.extents().get(0))) {
      throw new InvalidData(
          "%s holds %d images, but %s holds %d labels.\nMaybe they are of different sets."
              .formatted(
                  spec.images(), images.extents().get(0), spec.labels(), labels.extents().get(0)));
    }
    double[] numbers = new double[labels.extents().get(0)];
    for (int row = 0; row < numbers.length; row++) {
      numbers[row] = labels.number(row);
    }
    return new RawRows(
        List.of(new Column.Numbers("label", numbers)),
        features(images),
        row -> spec.images() + ", image " + (row + 1));
  }

  private Features features(Content images) {
    List<Integer> extents = images.extents();
    List<Integer> shape =
        switch (extents.size()) {
          case 2 -> List.of(extents.get(1));
          case 3 -> List.of(1, extents.get(1), extents.get(2));
          case 4 -> extents.subList(1, 4);
          default ->
              throw new InvalidData(
                  "%s has %d dimensions; images must have 2, 3 or 4.\nMaybe data.images and data.labels are swapped."
                      .formatted(spec.images(), extents.size()));
        };
    if (images.type() == Type.UNSIGNED_BYTE) {
      return new Features.Pixels(images.bytes().array(), shape);
    }
    float[] values = new float[images.bytes().capacity() / images.type().width];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) images.number(i);
      if (!Float.isFinite(values[i])) {
        throw new InvalidData(spec.images() + ": number " + (i + 1) + " is not finite.");
      }
    }
    return new Features.Reals(values, shape);
  }

  private static Content content(String path, Configuration configuration) throws IOException {
    try (DataInputStream in = new DataInputStream(DataFiles.at(path, configuration).open())) {
      Type type = type(path, in);
      List<Integer> extents = new ArrayList<>();
      for (int left = in.readUnsignedByte(); left > 0; left--) {
        extents.add(in.readInt());
      }
      return new Content(type, extents, ByteBuffer.wrap(body(path, type, extents, in)));
    } catch (EOFException | ZipException e) {
      throw new InvalidData(path + " ends early or is damaged.\nMaybe copy it again.", e);
    }
  }

  private static Type type(String path, DataInputStream in) throws IOException {
    int zeros = in.readUnsignedShort();
    int code = in.readUnsignedByte();
    for (Type type : Type.values()) {
      if (zeros == 0 && type.code == code) {
        return type;
      }
    }
    throw new InvalidData(
        path
            + " is no IDX file: its first bytes are %04x%02x; they must be 0000 and a type from 08 to 0e.\nMaybe data.format is another one."
                .formatted(zeros, code));
  }

  private static byte[] body(String path, Type type, List<Integer> extents, InputStream in)
      throws IOException {
    long length = type.width;
    for (int extent : extents) {
      if (extent <= 0 || length > Integer.MAX_VALUE / extent) {
        throw new InvalidData(
            path
                + " has the dimensions "
                + extents
                + "; each must be above 0, and all content"
                + " below 2 GiB.");
      }
      length *= extent;
    }
    byte[] body = in.readNBytes((int) length);
    if (body.length < length || in.read() >= 0) {
      throw new InvalidData(
          "%s holds %s; its dimensions %s make %d.\nMaybe copy it again."
              .formatted(
                  path,
                  body.length < length ? body.length + " bytes of content" : "more content",
                  extents,
                  length));
    }
    return body;
  }

  private enum Type {
    UNSIGNED_BYTE(0x08, 1),
    SIGNED_BYTE(0x09, 1),
    SHORT(0x0B, 2),
    INT(0x0C, 4),
    FLOAT(0x0D, 4),
    DOUBLE(0x0E, 8);

    private final int code;
    private final int width;

    Type(int code, int width) {
      this.code = code;
      this.width = width;
    }
  }

  private record Content(Type type, List<Integer> extents, ByteBuffer bytes) {
    double number(int index) {
      int at = index * type.width;
      return switch (type) {
        case UNSIGNED_BYTE -> bytes.get(at) & 0xff;
        case SIGNED_BYTE -> bytes.get(at);
        case SHORT -> bytes.getShort(at);
        case INT -> bytes.getInt(at);
        case FLOAT -> bytes.getFloat(at);
        case DOUBLE -> bytes.getDouble(at);
      };
    }
  }
}
