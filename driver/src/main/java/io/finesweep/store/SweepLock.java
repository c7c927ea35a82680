package io.finesweep.store;

import io.finesweep.sweep.StoreUnavailable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The file that says who runs a sweep. Where creating a file excludes, it keeps a second driver
 * away; in any case the journal's incarnations see to it that only one driver's events count.
 */
final class SweepLock {

  private final Storage storage;
  private final String sweep;
  private final StoreTiming timing;
  private final Held own;

  /**
   * What the file holds.
   *
   * @param since when the driver took the sweep, in milliseconds since 1970 UTC
   * @param heartbeat when it last showed that it is there
   */
  record Held(Driver driver, long since, long heartbeat) {
    private boolean isBy(Driver other) {
      return driver.equals(other);
    }
  }

  private SweepLock(SweepFolder folder, StoreTiming timing) {
    this.storage = folder.locks();
    this.sweep = folder.location("");
    this.timing = timing;
    long now = timing.clock().millis();
    this.own = new Held(Driver.here(), now, now);
  }

  /**
   * Takes the lock; one whose driver is dead is taken over.
   *
   * @throws SweepRefused if another driver runs the sweep
   */
  static SweepLock take(SweepFolder folder, StoreTiming timing) throws IOException {
    SweepLock lock = new SweepLock(folder, timing);
    Storage storage = lock.storage;
    if (storage.createWhole(SweepFolder.LOCK, EventJson.write(lock.own))) {
      return lock;
    }
    Optional<Held> other = lock.read();
    long heartbeat = other.map(Held::heartbeat).orElse(storage.modified(SweepFolder.LOCK));
    boolean silent = timing.clock().millis() - heartbeat > timing.stale().toMillis();
    boolean beside = other.map(held -> held.driver().isHere()).orElse(false);
    boolean alive = other.map(held -> held.driver().isAlive()).orElse(false);
    if (beside ? !alive : silent) {
      return lock;
    }
    throw new SweepRefused(lock.refusal(other.orElse(null)));
  }

  private String refusal(@Nullable Held other) {
    if (other == null) {
      return "The sweep in '"
          + sweep
          + "' is just being taken by another driver."
          + "\nMaybe wait for it to end.";
    }
    long age = Math.max(0, timing.clock().millis() - other.heartbeat()) / 1000;
    return "The sweep in '"
        + sweep
        + "' is already being run: by "
        + other.driver()
        + ", since "
        + Instant.ofEpochMilli(other.since())
        + ", last heard of "
        + age
        + " s ago.\nMaybe wait for it to end, or stop it (kill "
        + other.driver().process().pid()
        + " on "
        + other.driver().host()
        + "). If it is gone, the sweep can be taken over "
        + timing.stale().toSeconds()
        + " s after its last heartbeat.";
  }

  private Optional<Held> read() throws IOException {
    try (InputStream in = storage.open(SweepFolder.LOCK)) {
      return Optional.of(EventJson.read(in.readAllBytes(), Held.class));
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      return Optional.empty(); // it is just being written, or its writer died over it
    } catch (FileNotFoundException | NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Writes that this driver is there, in place of what the file says. */
  void confirm() throws IOException {
    Held now = new Held(own.driver(), own.since(), timing.clock().millis());
    storage.publish(SweepFolder.LOCK, EventJson.write(now));
  }

  /** Shows that this driver is there; one that was taken over from stays silent. */
  void beat() throws IOException {
    if (isOwn()) {
      confirm();
    }
  }

  private boolean isOwn() throws IOException {
    return read().map(held -> held.isBy(own.driver())).orElse(false);
  }

  /** Lets the sweep go, unless another driver has it now. */
  void release() throws IOException {
    if (isOwn()) {
      storage.delete(SweepFolder.LOCK);
    }
  }

  /** How often to call {@link #beat}. */
  Duration rhythm() {
    return timing.stale().dividedBy(4);
  }

  /** The failure of a driver whose sweep another one has now. */
  StoreUnavailable superseded() {
    String other = "another driver";
    try {
      other =
          read()
              .filter(held -> !held.isBy(own.driver()))
              .map(held -> held.driver().toString())
              .orElse(other);
    } catch (IOException e) {
      // The name is all that is missing.
    }
    return new StoreUnavailable(
        "The sweep in '"
            + sweep
            + "' was taken over by "
            + other
            + ": this driver ("
            + own.driver()
            + ") stops. Nothing that was acknowledged is lost."
            + "\nMaybe it was silent for too long: suspended, or cut off from the store.");
  }
}
