package io.finesweep.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process, mostly the program, with what it prints in files. */
final class Program implements AutoCloseable {

  /** The project's folder, where the examples' paths start. */
  static final Path HOME = Path.of("..").toAbsolutePath().normalize();

  private static final int MINUTES = 8;

  private final Process process;
  private final Path out;
  private final Path err;

  private Program(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /** What a run came to. */
  record Ended(int code, String out, String err) {}

  /**
   * What a program gets beside its arguments.
   *
   * @param jars folders with jars behind its class path
   * @param environment beside what this process has
   * @param options for its JVM
   */
  record Setting(List<Path> jars, Map<String, String> environment, List<String> options) {
    static final Setting PLAIN = new Setting(List.of(), Map.of(), List.of());

    private String classPath() {
      StringBuilder classPath = new StringBuilder(System.getProperty("java.class.path"));
      jars.forEach(folder -> classPath.append(':').append(folder.toAbsolutePath()).append("/*"));
      return classPath.toString();
    }
  }

  /** Starts {@code finesweep} with these arguments in the project's folder. */
  static Program start(Path scratch, String... arguments) {
    return start(scratch, Setting.PLAIN, arguments);
  }

  /**
   * The same.
   *
   * @param environment beside what this process has
   * @param options for the JVM
   */
  static Program start(
      Path scratch, Map<String, String> environment, List<String> options, String... arguments) {
    return start(scratch, new Setting(List.of(), environment, options), arguments);
  }

  /** The same in another setting. */
  static Program start(Path scratch, Setting setting, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + HOME.resolve("deploy/bin/jvm.options"));
    command.addAll(List.of("-Xmx1g", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.add("-Dlog4j2.configurationFile=" + HOME.resolve("deploy/bin/log4j2.properties"));
    command.addAll(setting.options());
    command.addAll(List.of("-cp", setting.classPath()));
    command.add(Main.class.getName());
    command.addAll(List.of(arguments));
    return start(scratch, command, setting.environment());
  }

  /** Starts any command in the project's folder. */
  static Program start(Path scratch, List<String> command, Map<String, String> environment) {
    try {
      Path out = Files.createTempFile(scratch, "out", ".txt");
      Path err = Files.createTempFile(scratch, "err", ".txt");
      ProcessBuilder process =
          new ProcessBuilder(command)
              .directory(HOME.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      process.environment().putAll(environment);
      return new Program(process.start(), out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs it to its end. */
  static Ended run(Path scratch, String... arguments) throws InterruptedException {
    return run(scratch, Setting.PLAIN, arguments);
  }

  /** The same in another setting. */
  static Ended run(Path scratch, Setting setting, String... arguments) throws InterruptedException {
    try (Program program = start(scratch, setting, arguments)) {
      return program.end();
    }
  }

  Ended end() throws InterruptedException {
    if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
      throw new AssertionError("Still running after " + MINUTES + " minutes:\n" + text(err));
    }
    return new Ended(process.exitValue(), text(out), text(err));
  }

  Process process() {
    return process;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Ends it as {@code kill -9} does. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    if (!process.waitFor(1, TimeUnit.MINUTES)) {
      throw new AssertionError("It cannot be killed.");
    }
  }

  /**
   * Asks it to end as the interrupt key does; as a scheduler does, where a shell started the tests
   * in the background, so that they and their children never hear of that key.
   */
  void interrupt() throws IOException, InterruptedException {
    String signal = hearsOfTheInterruptKey() ? "-INT" : "-TERM";
    new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor();
  }

  private static boolean hearsOfTheInterruptKey() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return true;
    }
    String ignored =
        Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .map(line -> line.substring("SigIgn:".length()).strip())
            .findFirst()
            .orElse("0");
    return (Long.parseUnsignedLong(ignored, 16) & 1 << 1) == 0; // signal 2 is its second bit
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
