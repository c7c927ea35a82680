package io.finesweep.store;

import io.finesweep.history.Event;
import io.finesweep.history.Recorded;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/** A driver in a process of its own: it takes a sweep and records event after event. */
final class Child implements AutoCloseable {

  private final Process process;
  private final BufferedReader output;

  private Child(Process process) {
    this.process = process;
    this.output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Starts one on a sweep's folder. */
  static Child on(String folder, Path errors) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Child.class.getName(), folder));
    return new Child(
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()))
            .start());
  }

  long pid() {
    return process.pid();
  }

  /** The next line that it prints, empty once it has ended. */
  String line() throws IOException {
    String line = output.readLine();
    return line == null ? "" : line;
  }

  /** Ends it as {@code kill -9} does, and gives what it had printed and nobody had read. */
  List<String> kill() {
    process.toHandle().destroyForcibly(); // unlike the process itself it leaves the output open
    List<String> rest = output.lines().toList();
    process.onExit().join();
    return rest;
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }

  /**
   * Prints the incarnation, and then the number of each event once it was acknowledged, until it is
   * killed.
   */
  public static void main(String[] arguments) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    SweepFolder folder = SweepFolder.at(arguments[0], new Configuration());
    try (JournalStore store = JournalStore.open(folder, Sample.CONF, Duration.ofSeconds(60))) {
      long number = 0;
      for (Recorded event : store.events()) {
        number = event.number();
      }
      out.println(store.incarnation());
      while (number < Integer.MAX_VALUE) {
        number++;
        store.append(event(number));
        if (number % 3 != 0) {
          store.acknowledge();
          out.println(number);
        }
      }
    }
  }

  /** The event that has this number, always the same. */
  static Recorded event(long number) {
    String reason = ("event " + number + " ").repeat((int) (number % 50) + 1);
    return new Recorded(number, number, number, new Event.Closed(Event.Ending.STOPPED, reason));
  }
}
