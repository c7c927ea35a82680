package io.finesweep.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Chromium without a window, driven through chromedriver by the W3C's WebDriver protocol; no
 * library for it, as those that there are bring a Guava of their own.
 */
public final class Browser implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern PORT = Pattern.compile("started successfully on port (\\d+)");

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Process driver;
  private final String address;
  private final String session;

  private Browser(Process driver, String address) {
    this.driver = driver;
    this.address = address;
    Map<String, Object> options =
        Map.of(
            "args",
            List.of("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"));
    Map<String, Object> capabilities =
        Map.of("goog:chromeOptions", options, "goog:loggingPrefs", Map.of("browser", "ALL"));
    this.session =
        "/session/"
            + send("POST", "/session", Map.of("capabilities", Map.of("alwaysMatch", capabilities)))
                .get("sessionId")
                .textValue();
  }

  public static Browser start() throws IOException {
    Process driver;
    try {
      driver = new ProcessBuilder("chromedriver", "--port=0").redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new AssertionError(
          "There is no chromedriver.\nMaybe apt-get install chromium chromium-driver.", e);
    }
    BufferedReader said =
        new BufferedReader(new InputStreamReader(driver.getInputStream(), StandardCharsets.UTF_8));
    StringBuilder all = new StringBuilder();
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      Matcher port = PORT.matcher(line);
      if (port.find()) {
        return new Browser(driver, "http://127.0.0.1:" + port.group(1));
      }
      all.append(line).append('\n');
    }
    throw new AssertionError("chromedriver ended:\n" + all);
  }

  private JsonNode send(String method, String path, Object body) {
    try {
      HttpRequest.BodyPublisher content =
          method.equals("GET") || method.equals("DELETE")
              ? HttpRequest.BodyPublishers.noBody()
              : HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body));
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(address + path))
              .timeout(Duration.ofMinutes(3))
              .method(method, content)
              .build();
      JsonNode value =
          JSON.readTree(http.send(request, HttpResponse.BodyHandlers.ofByteArray()).body())
              .get("value");
      if (value.has("error")) {
        throw new AssertionError(value.get("error") + ": " + value.get("message"));
      }
      return value;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Opens a file and returns when it has run its script. */
  void open(Path page) {
    open(page.toUri());
  }

  /** Opens a page and returns when it has run its script. */
  public void open(URI page) {
    send("POST", session + "/url", Map.of("url", page.toString()));
  }

  /** What a script returns. */
  public JsonNode run(String script, Object... arguments) {
    return send(
        "POST", session + "/execute/sync", Map.of("script", script, "args", List.of(arguments)));
  }

  /** What a script hands to its last argument. */
  JsonNode await(String script) {
    return send("POST", session + "/execute/async", Map.of("script", script, "args", List.of()));
  }

  /** Everything that the page wrote to its console, and what the browser complained of. */
  public List<String> console() {
    List<String> messages = new ArrayList<>();
    send("POST", session + "/se/log", Map.of("type", "browser"))
        .forEach(entry -> messages.add(entry.get("message").textValue()));
    return messages;
  }

  /** What the accessibility checker axe holds for serious or worse. */
  public List<String> faults() throws IOException {
    try (InputStream axe = Browser.class.getResourceAsStream("/axe.min.js")) {
      run(new String(axe.readAllBytes(), StandardCharsets.UTF_8));
    }
    List<String> faults = new ArrayList<>();
    await(
            """
            const done = arguments[arguments.length - 1];
            axe.run().then(result => done(result.violations
                .filter(v => v.impact === 'serious' || v.impact === 'critical')
                .map(v => v.id + ': ' + v.nodes.map(n => n.target).join(' '))));
            """)
        .forEach(fault -> faults.add(fault.textValue()));
    return faults;
  }

  /** A window of this size, in CSS pixels. */
  public void size(int width, int height) {
    command(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
  }

  /** The system's colour scheme, light or dark. */
  public void scheme(String name) {
    Map<String, String> feature = Map.of("name", "prefers-color-scheme", "value", name);
    command("Emulation.setEmulatedMedia", Map.of("features", List.of(feature)));
  }

  JsonNode command(String name, Map<String, ?> parameters) {
    return send("POST", session + "/goog/cdp/execute", Map.of("cmd", name, "params", parameters));
  }

  /** Presses the mouse at one point of the window, draws it to another and lets it go. */
  void drag(int fromX, int fromY, int toX, int toY) {
    List<Map<String, Object>> actions =
        List.of(
            move(fromX, fromY),
            Map.of("type", "pointerDown", "button", 0),
            move((fromX + toX) / 2, (fromY + toY) / 2),
            move(toX, toY),
            Map.of("type", "pointerUp", "button", 0));
    Map<String, Object> mouse =
        Map.of(
            "type",
            "pointer",
            "id",
            "mouse",
            "parameters",
            Map.of("pointerType", "mouse"),
            "actions",
            actions);
    send("POST", session + "/actions", Map.of("actions", List.of(mouse)));
  }

  private static Map<String, Object> move(int x, int y) {
    return Map.of("type", "pointerMove", "duration", 50, "x", x, "y", y);
  }

  /** Presses and releases keys, one after the other. */
  void type(String keys) {
    List<Map<String, Object>> actions = new ArrayList<>();
    keys.codePoints()
        .mapToObj(Character::toString)
        .forEach(
            key -> {
              actions.add(Map.of("type", "keyDown", "value", key));
              actions.add(Map.of("type", "keyUp", "value", key));
            });
    Map<String, Object> keyboard = Map.of("type", "key", "id", "keyboard", "actions", actions);
    send("POST", session + "/actions", Map.of("actions", List.of(keyboard)));
  }

  /** Keeps a picture of the whole page, for people. */
  public void picture(Path file) throws IOException {
    Map<String, Object> parameters = Map.of("captureBeyondViewport", true, "format", "png");
    byte[] png =
        Base64.getDecoder()
            .decode(command("Page.captureScreenshot", parameters).get("data").textValue());
    Files.createDirectories(file.getParent());
    Files.write(file, png);
  }

  @Override
  public void close() {
    try {
      send("DELETE", session, Map.of());
    } finally {
      driver.destroy();
    }
  }
}
