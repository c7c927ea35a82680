package io.finesweep.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * What a page carries inside: its style, its script, and the library that draws.
 *
 * @param notice of the library, as its licence asks
 */
public record Assets(String style, String script, String library, String notice) {

  private static final String ECHARTS = "/META-INF/resources/webjars/echarts/5.5.0/echarts.min.js";

  static Assets load() {
    return new Assets(
        sharedStyle(),
        read("/report/page.js"),
        read(ECHARTS),
        read("/META-INF/licenses/echarts/NOTICE"));
  }

  /** The style that all pages share. */
  static String sharedStyle() {
    return read("/report/page.css");
  }

  /** The script of the index over all sweeps. */
  static String dashboardScript() {
    return read("/report/dashboard.js");
  }

  private static String read(String name) {
    try (InputStream in = Assets.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("'" + name + "' is missing in the program's jar.");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
