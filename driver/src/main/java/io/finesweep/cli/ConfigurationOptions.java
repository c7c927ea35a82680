package io.finesweep.cli;

import io.finesweep.config.Configurations;
import io.finesweep.config.SweepConfiguration;
import io.finesweep.spark.ClusterSettings;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The configuration file and the values set over it, as every command takes them. */
final class ConfigurationOptions {

  @Parameters(paramLabel = "CONF", description = "The configuration, a HOCON file.")
  String location = "";

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description = "Sets a value over the file's, for example sweep.budget.trials=8.")
  List<String> overrides = new ArrayList<>();

  static Configurations reader() {
    return new Configurations(
        Strategies.samplerNames(), Strategies.scheduleNames(), ClusterSettings::read);
  }

  /** The configuration of a sweep that Finesweep trains itself. */
  SweepConfiguration load() {
    return reader().load(location, overrides);
  }

  /** The configuration of a sweep whose objective is another program. */
  SweepConfiguration loadOpen() {
    return reader().loadOpen(location, overrides);
  }

  /** The options as a user would type them again. */
  String commandLine() {
    StringBuilder line = new StringBuilder(quoted(location));
    overrides.forEach(override -> line.append(" --set ").append(quoted(override)));
    return line.toString();
  }

  private static String quoted(String word) {
    return word.matches("[\\w./:=,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
