package io.finesweep.data;

import io.finesweep.trial.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/** The SHA-256 of a data set: of every value, name and key, in order. */
final class ContentHash {

  private final MessageDigest digest = Sha256.start();
  private final ByteBuffer block = ByteBuffer.allocate(1 << 16);

  private ContentHash() {}

  static String of(Features features, Targets targets, RowIdentity identity) {
    ContentHash hash = new ContentHash();
    hash.add(features);
    hash.add(targets);
    hash.add(identity.keys());
    identity.groups().ifPresent(hash::add);
    identity.times().ifPresent(hash::add);
    hash.flush();
    return Sha256.end(hash.digest);
  }

  private void add(Features features) {
    if (features instanceof Features.Pixels pixels) {
      add("pixels " + pixels.shape());
      add(pixels.values());
    } else if (features instanceof Features.Reals reals) {
      add("reals " + reals.shape());
      for (float value : reals.values()) {
        add(Float.floatToIntBits(value));
      }
    } else {
      Features.Table table = (Features.Table) features;
      add("table " + table.image());
      table.columns().forEach(this::add);
    }
  }

  private void add(Column column) {
    add(column.name());
    if (column instanceof Column.Numbers numbers) {
      add(numbers.values());
    } else {
      Column.Texts texts = (Column.Texts) column;
      add(texts.levels());
      add(texts.codes());
    }
  }

  private void add(Targets targets) {
    add(targets.names());
    if (targets instanceof Targets.Classes classes) {
      add(classes.labels());
    } else {
      for (double[] row : ((Targets.Numbers) targets).values()) {
        add(row);
      }
    }
  }

  private void add(List<String> texts) {
    add((long) texts.size());
    texts.forEach(this::add);
  }

  private void add(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    add((long) bytes.length);
    add(bytes);
  }

  private void add(byte[] bytes) {
    flush();
    digest.update(bytes);
  }

  private void flush() {
    digest.update(block.array(), 0, block.position());
    block.clear();
  }

  private void add(double[] values) {
    add((long) values.length);
    for (double value : values) {
      add(Double.doubleToLongBits(value));
    }
  }

  private void add(int[] values) {
    add((long) values.length);
    for (int value : values) {
      add((long) value);
    }
  }

  private void add(long[] values) {
    add((long) values.length);
    for (long value : values) {
      add(value);
    }
  }

  private void add(long value) {
    if (block.remaining() < Long.BYTES) {
      flush();
    }
    block.putLong(value);
  }
}
