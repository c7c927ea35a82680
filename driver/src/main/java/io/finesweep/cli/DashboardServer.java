package io.finesweep.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.finesweep.report.Dashboard;
import io.finesweep.spark.HadoopSettings;
import io.finesweep.store.Note;
import io.finesweep.store.Notes;
import io.finesweep.store.SweepFolder;
import io.finesweep.sweep.StoreUnavailable;
import io.finesweep.trial.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Shows the dashboard of a store to browsers: the page as it is now, the sweeps' reports and model
 * cards, and, for this machine only, a place to send notes to.
 *
 * <p>A page of another site must not reach it through somebody's browser: each request must name
 * this server as its host, so that no other name can be made to point here, and a note must carry
 * the token that only the page has.
 */
final class DashboardServer implements AutoCloseable {

  private static final int LONGEST = 1 << 16;
  private static final int THREADS = 4;
  private static final Pattern STORED =
      Pattern.compile(
          "/([A-Za-z0-9][A-Za-z0-9._-]*)/(report/index\\.html|models/[A-Za-z0-9-]+\\.(?:html|md))");
  private static final String PAGE_POLICY =
      "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; connect-src"
          + " 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  private static final String FILE_POLICY =
      "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:;"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final String store;
  private final Overview overview;
  private final String token;

  private DashboardServer(HttpServer server, String store, Overview overview, String token) {
    this.server = server;
    this.store = store;
    this.overview = overview;
    this.token = token;
  }

  /** What a page sends to be noted. */
  record Sent(String sweep, String text, List<String> tags, List<String> untagged) {}

  /** An answer to a request. */
  private record Answer(int code, String type, String policy, byte[] content) {

    static Answer text(int code, String text) {
      return new Answer(
          code, "text/plain; charset=utf-8", FILE_POLICY, text.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Starts to serve. */
  static DashboardServer start(InetSocketAddress address, String store, Overview overview)
      throws IOException {
    HttpServer server = HttpServer.create(address, 0);
    boolean loopback = address.getAddress().isLoopbackAddress();
    DashboardServer started =
        new DashboardServer(server, store, overview, loopback ? secret() : "");
    server.createContext("/", started::handle);
    server.setExecutor(started.threads);
    server.start();
    return started;
  }

  private static String secret() {
    byte[] bytes = new byte[24];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** What to type into a browser. */
  String address() {
    InetSocketAddress address = server.getAddress();
    String host = address.getAddress().getHostAddress();
    return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port() + "/";
  }

  private int port() {
    return server.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      send(exchange, answer(exchange));
    }
  }

  private Answer answer(HttpExchange exchange) throws IOException {
    if (!isForUs(exchange)) {
      return Answer.text(403, "This server answers to its own address only.");
    }
    String path = exchange.getRequestURI().getPath();
    boolean reads = List.of("GET", "HEAD").contains(exchange.getRequestMethod());
    try {
      if (path.equals("/notes")) {
        return exchange.getRequestMethod().equals("POST")
            ? note(exchange)
            : Answer.text(405, "Notes are sent with POST.");
      } else if (!reads) {
        return Answer.text(405, "This can only be read.");
      }
      return path.equals("/") || path.equals("/index.html") ? page() : stored(path);
    } catch (Mistakes.Mistake | StoreUnavailable e) {
      return Answer.text(e instanceof StoreUnavailable ? 503 : 400, String.valueOf(e.getMessage()));
    }
  }

  /** On this machine only by its own names; elsewhere it is known by names that are not ours. */
  private boolean isForUs(HttpExchange exchange) {
    String host = exchange.getRequestHeaders().getFirst("Host");
    return token.isEmpty()
        || List.of("127.0.0.1", "localhost", "[::1]").stream()
            .map(name -> name + ":" + port())
            .anyMatch(name -> name.equalsIgnoreCase(host));
  }

  private Answer page() {
    String page =
        Dashboard.html(overview.location(), overview.sweeps(), new Dashboard.Serving(true, token));
    return new Answer(
        200, "text/html; charset=utf-8", PAGE_POLICY, page.getBytes(StandardCharsets.UTF_8));
  }

  private Answer stored(String path) throws IOException {
    Matcher matcher = STORED.matcher(path);
    if (!matcher.matches()) {
      return Answer.text(404, "There is nothing here.");
    }
    SweepFolder folder = SweepFolder.of(store, matcher.group(1), HadoopSettings.here());
    if (!folder.isSweep() || !folder.exists(matcher.group(2))) {
      return Answer.text(404, "There is nothing here.");
    }
    String type = path.endsWith(".md") ? "text/markdown" : "text/html";
    try (InputStream in = folder.open(matcher.group(2))) {
      return new Answer(200, type + "; charset=utf-8", FILE_POLICY, in.readAllBytes());
    }
  }

  private Answer note(HttpExchange exchange) throws IOException {
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    String given = exchange.getRequestHeaders().getFirst("Finesweep-Token");
    if (token.isEmpty() || given == null || !isToken(given) || !"application/json".equals(type)) {
      return Answer.text(
          403, "Notes are taken from the page that this server shows, and only there.");
    }
    byte[] body = exchange.getRequestBody().readNBytes(LONGEST + 1);
    if (body.length > LONGEST) {
      return Answer.text(413, "This is too long for a note.");
    }
    Sent sent;
    try {
      sent = MAPPER.readValue(body, Sent.class);
    } catch (JsonProcessingException e) {
      return Answer.text(400, "This is no note: " + e.getOriginalMessage());
    }
    if (sent.sweep() == null || !sent.sweep().matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
      return Answer.text(400, "A note needs the name of a sweep.");
    }
    SweepFolder folder = SweepFolder.of(store, sent.sweep(), HadoopSettings.here());
    if (!folder.isSweep()) {
      return Answer.text(404, "There is no sweep '" + sent.sweep() + "'.");
    }
    Notes.of(folder).add(noteOf(sent));
    return Answer.text(200, "noted");
  }

  private static Note noteOf(Sent sent) {
    return NoteCommand.note(
        sent.text() == null ? "" : sent.text(),
        sent.tags() == null ? List.of() : sent.tags(),
        sent.untagged() == null ? List.of() : sent.untagged());
  }

  /** In a time that does not tell how much of it was right. */
  private boolean isToken(String given) {
    return MessageDigest.isEqual(
        given.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    String tag = '"' + Sha256.of(answer.content()) + '"';
    var headers = exchange.getResponseHeaders();
    headers.set("Content-Type", answer.type());
    headers.set("Content-Security-Policy", answer.policy());
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.set("Cache-Control", "no-cache");
    headers.set("ETag", tag);
    if (answer.code() == 200
        && tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
      exchange.sendResponseHeaders(304, -1);
    } else if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(answer.code(), -1);
    } else {
      exchange.sendResponseHeaders(answer.code(), answer.content().length);
      exchange.getResponseBody().write(answer.content());
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
