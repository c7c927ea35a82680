package io.finesweep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a sweep in several processes gives away: its secrets to nobody, its ports to this machine.
 */
class SafeSweepIT {

  private static final String SECRET = "Xq7-not-for-anyone-9vT";

  @TempDir private Path scratch;

  @Test
  void keepsSecretsToItselfListensOnLoopbackAndLogsInJson() throws Exception {
    Path conf = SmallSweep.write(scratch, "sobol", 2);
    Files.writeString(
        conf,
        """
        cluster {
          master = "local-cluster[1,1,1024]"
          spark {
            executor.extraClassPath = ${CLASS_PATH}
            hadoop.fs.s3a.secret.key = ${PLANTED}
          }
        }
        """,
        StandardOpenOption.APPEND);
    List<String> options =
        List.of(
            "-Dlog4j2.configurationFile="
                + Program.HOME.resolve("deploy/bin/log4j2-json.properties"),
            "-Dfinesweep.columns=-1");
    Map<String, String> environment =
        Map.of("PLANTED", SECRET, "CLASS_PATH", System.getProperty("java.class.path"));
    try (Program program = Program.start(scratch, environment, options, "run", conf.toString())) {
      await()
          .atMost(Duration.ofMinutes(3))
          .until(() -> SmallSweep.events(scratch) > 3 || !program.isAlive());
      for (ProcessHandle process : family(program)) {
        assertThat(commandLine(process)).doesNotContain(SECRET);
        assertThat(Sockets.listening(process.pid())).allMatch(Sockets::isLoopback);
      }
      Program.Ended ended = program.end();

      assertThat(ended.code()).as(ended.err()).isZero();
      assertThat(ended.out()).contains("winner").doesNotContain(SECRET);
      assertThat(ended.err()).doesNotContain(SECRET);
      List<JsonNode> lines = lines(ended.err());
      assertThat(lines)
          .anyMatch(line -> line.path("trial").asText().equals("1") && hasText(line, "started"))
          .anyMatch(line -> line.path("fold").asText().equals("1") && hasText(line, "scored"))
          .allMatch(line -> line.path("time").asText().endsWith("Z"));
    }
    try (Stream<Path> files = Files.walk(SmallSweep.store(scratch))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String content = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertThat(content.contains(SECRET)).as(file.toString()).isFalse();
      }
    }
  }

  private static boolean hasText(JsonNode line, String text) {
    return line.path("sweep").asText().equals("small")
        && line.path("message").asText().contains(text);
  }

  private static List<JsonNode> lines(String err) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : err.lines().toList()) {
      lines.add(new ObjectMapper().readTree(line));
    }
    return lines;
  }

  private static List<ProcessHandle> family(Program program) {
    return Stream.concat(Stream.of(program.process().toHandle()), program.process().descendants())
        .toList();
  }

  private static String commandLine(ProcessHandle process) throws IOException {
    Path file = Path.of("/proc", Long.toString(process.pid()), "cmdline");
    return Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
  }

  /** The sockets that a process listens on, as Linux tells them. */
  private static final class Sockets {

    private static final String LISTEN = "0A";
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Set<String> LOOPBACK =
        Set.of("0100007F", "00000000000000000000000001000000", "0000000000000000FFFF00000100007F");

    private Sockets() {}

    /** Their local addresses, in hexadecimal. */
    static List<String> listening(long pid) throws IOException {
      Set<String> own = inodes(pid);
      List<String> addresses = new ArrayList<>();
      for (String table : List.of("tcp", "tcp6")) {
        Path file = Path.of("/proc", Long.toString(pid), "net", table);
        List<String> rows = Files.exists(file) ? Files.readAllLines(file) : List.of("");
        for (String row : rows.subList(1, rows.size())) {
          List<String> cells = BLANKS.splitAsStream(row.trim()).toList();
          if (cells.get(3).equals(LISTEN) && own.contains(cells.get(9))) {
            addresses.add(cells.get(1).substring(0, cells.get(1).indexOf(':')));
          }
        }
      }
      return addresses;
    }

    private static Set<String> inodes(long pid) throws IOException {
      Set<String> inodes = new HashSet<>();
      Path folder = Path.of("/proc", Long.toString(pid), "fd");
      if (!Files.isDirectory(folder)) {
        return inodes;
      }
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          String target = target(file);
          if (target.startsWith("socket:[")) {
            inodes.add(target.substring("socket:[".length(), target.length() - 1));
          }
        }
      }
      return inodes;
    }

    private static String target(Path link) {
      try {
        return Files.readSymbolicLink(link).toString();
      } catch (IOException e) {
        return ""; // closed meanwhile
      }
    }

    static boolean isLoopback(String address) {
      return LOOPBACK.contains(address);
    }
  }
}
