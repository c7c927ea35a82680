package io.finesweep.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The application jar, submitted by Spark's own class in a process that knows Spark's jars and
 * nothing else.
 *
 * @param home of Spark
 * @param environment beside what this process has
 * @param options for {@code spark-submit}
 */
record Submission(Path home, Map<String, String> environment, List<String> options) {

  private static final Path JAR = Path.of("target").toAbsolutePath().resolve("finesweep.jar");

  Submission {
    Map<String, String> all = new HashMap<>(environment);
    all.put("SPARK_HOME", home.toString());
    all.put("SPARK_LOCAL_IP", "127.0.0.1");
    environment = Map.copyOf(all);
    options = List.copyOf(options);
  }

  /** Submits {@code finesweep} with these arguments. */
  Program start(Path scratch, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + Program.HOME.resolve("deploy/bin/jvm.options"));
    // As spark-submit has it: what HADOOP_CONF_DIR names comes before the jars.
    String settings = environment.getOrDefault("HADOOP_CONF_DIR", "");
    String before = settings.isEmpty() ? "" : settings + ":";
    command.addAll(List.of("-Xmx1g", "-cp", before + home + "/jars/*"));
    command.add("org.apache.spark.deploy.SparkSubmit");
    command.addAll(options);
    command.addAll(List.of("--class", Main.class.getName(), JAR.toString()));
    command.addAll(List.of(arguments));
    return Program.start(scratch, command, environment);
  }

  /** The same, to its end. */
  Program.Ended run(Path scratch, String... arguments) throws IOException, InterruptedException {
    try (Program program = start(scratch, arguments)) {
      return program.end();
    }
  }
}
