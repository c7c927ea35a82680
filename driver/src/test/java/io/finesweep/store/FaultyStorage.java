package io.finesweep.store;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** A storage that fails when it is told to. */
final class FaultyStorage implements Storage {

  private final Storage storage;
  private int failures;
  private IOException failure = new IOException("no route to host");
  private boolean canSync = true;

  FaultyStorage(Storage storage) {
    this.storage = storage;
  }

  /** Makes the next {@code count} writes fail, each after half of its bytes. */
  FaultyStorage failing(int count, IOException with) {
    failures = count;
    failure = with;
    return this;
  }

  /** Makes files appear only when they are closed, as an object store does. */
  FaultyStorage withoutSync() {
    canSync = false;
    return this;
  }

  private void mayFail() throws IOException {
    if (failures > 0) {
      failures--;
      throw failure;
    }
  }

  @Override
  public String location(String path) {
    return storage.location(path);
  }

  @Override
  public LockStrength lockStrength() {
    return storage.lockStrength();
  }

  @Override
  public List<String> list(String folder) throws IOException {
    return storage.list(folder);
  }

  @Override
  public boolean exists(String path) throws IOException {
    return storage.exists(path);
  }

  @Override
  public long modified(String path) throws IOException {
    return storage.modified(path);
  }

  @Override
  public InputStream open(String path) throws IOException {
    return storage.open(path);
  }

  @Override
  public Optional<Appender> create(String path) throws IOException {
    mayFail();
    return storage.create(path).map(Faulty::new);
  }

  @Override
  public void publish(String path, byte[] content) throws IOException {
    mayFail();
    storage.publish(path, content);
  }

  @Override
  public void delete(String path) throws IOException {
    storage.delete(path);
  }

  @Override
  public void recover(String path) throws IOException {
    storage.recover(path);
  }

  @Override
  public Storage below(String folder) {
    return new FaultyStorage(storage.below(folder));
  }

  private final class Faulty implements Appender {
    private final Appender appender;

    Faulty(Appender appender) {
      this.appender = appender;
    }

    @Override
    public void write(byte[] bytes) throws IOException {
      if (failures > 0) {
        appender.write(java.util.Arrays.copyOf(bytes, bytes.length / 2));
      }
      mayFail();
      appender.write(bytes);
    }

    @Override
    public void sync() throws IOException {
      if (canSync) {
        appender.sync();
      }
    }

    @Override
    public boolean canSync() {
      return canSync;
    }

    @Override
    public void close() throws IOException {
      appender.close();
    }
  }
}
