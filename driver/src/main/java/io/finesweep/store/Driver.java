package io.finesweep.store;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * Who runs a sweep, or ran it.
 *
 * @param user who started it
 * @param host the machine's name
 * @param machine what tells two machines, or two containers, of one name apart; may be empty
 */
public record Driver(String user, String host, String machine, Life process) {

  private static final Driver HERE = new Driver(userName(), hostName(), machineName(), Life.own());

  /**
   * A process of a machine.
   *
   * @param started in milliseconds since 1970 UTC, 0 where that is not known
   * @param nonce what no other process has
   */
  public record Life(long pid, long started, String nonce) {

    // Linux counts a start from the boot, so that a corrected clock moves it a little.
    private static final Duration TOLERANCE = Duration.ofSeconds(10);

    private static Life own() {
      ProcessHandle handle = ProcessHandle.current();
      return new Life(handle.pid(), started(handle), UUID.randomUUID().toString());
    }

    private static long started(ProcessHandle handle) {
      return handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    private boolean isAliveHere() {
      if (pid == HERE.process.pid) {
        return equals(HERE.process);
      }
      return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).map(this::isThis).orElse(false);
    }

    private boolean isThis(ProcessHandle handle) {
      long other = started(handle);
      return started == 0 || other == 0 || Math.abs(started - other) <= TOLERANCE.toMillis();
    }
  }

  /** This process. */
  public static Driver here() {
    return HERE;
  }

  /** Whether it is, or was, on this machine, so that {@link #isAlive} can tell. */
  boolean isHere() {
    return host.equals(HERE.host) && machine.equals(HERE.machine);
  }

  /** Whether its process runs on this machine. */
  boolean isAlive() {
    return isHere() && process.isAliveHere();
  }

  /** For people: who, where, which process. */
  @Override
  public String toString() {
    return user + "@" + host + ", process " + process.pid();
  }

  /** Who started the driver that {@link #toString} describes. */
  public static String user(String description) {
    int at = description.lastIndexOf('@');
    return at < 0 ? description : description.substring(0, at);
  }

  /** The name of a file while it is being written: hidden, and this process's own. */
  static String hidden(String file) {
    return "." + file + "." + HERE.process.nonce() + ".tmp";
  }

  /** Whether a file of this name is one that another process was writing. */
  static boolean isHiddenByAnother(String name) {
    return name.startsWith(".") && name.endsWith(".tmp") && !name.endsWith(hidden("").substring(1));
  }

  private static String userName() {
    return System.getProperty("user.name", "unknown");
  }

  private static String hostName() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    } catch (IOException e) {
      return lookedUp();
    }
  }

  // Only where the system does not tell: a name server that is away takes seconds.
  private static String lookedUp() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  private static String machineName() {
    try {
      String boot = Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
      return boot + " " + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
    } catch (IOException | UnsupportedOperationException e) {
      return "";
    }
  }
}
