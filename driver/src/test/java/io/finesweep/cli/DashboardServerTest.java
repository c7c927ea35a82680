package io.finesweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The served dashboard, over a real socket. */
class DashboardServerTest {

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @TempDir private Path folder;

  private DashboardServer serve(Bowl bowl) throws IOException {
    String store = bowl.store().toString();
    return DashboardServer.start(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        store,
        new Overview(store, Duration.ZERO, InstantSource.system()));
  }

  private HttpResponse<String> get(DashboardServer server, String path, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.address()).resolve(path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> post(DashboardServer server, String body, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.address()).resolve("/notes"))
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private String token(DashboardServer server) throws Exception {
    Matcher token =
        Pattern.compile("finesweep-token\" content=\"([0-9a-f]+)\"")
            .matcher(get(server, "/").body());
    assertThat(token.find()).isTrue();
    return token.group(1);
  }

  @Test
  void showsASweepAsItGoesOn() throws Exception {
    Bowl bowl = new Bowl(folder);
    bowl.sweep("one", 0.5);
    try (DashboardServer server = serve(bowl)) {
      HttpResponse<String> first = get(server, "/");
      assertThat(first.statusCode()).isEqualTo(200);
      assertThat(first.body()).contains("0.5000", "data-live=\"yes\"");
      String tag = first.headers().firstValue("ETag").orElseThrow();
      assertThat(get(server, "/", "If-None-Match", tag).statusCode()).isEqualTo(304);

      bowl.sweep("two", 0.25);

      HttpResponse<String> second = get(server, "/", "If-None-Match", tag);
      assertThat(second.statusCode()).isEqualTo(200);
      assertThat(second.body()).contains("0.2500", "0.5000");
    }
  }

  @Test
  void keepsANoteThatComesFromItsOwnPage() throws Exception {
    Bowl bowl = new Bowl(folder);
    bowl.sweep("one", 0.5);
    try (DashboardServer server = serve(bowl)) {
      String[] page = {"Content-Type", "application/json", "Finesweep-Token", token(server)};
      String note = "{\"sweep\":\"one\",\"text\":\"seen <b>\",\"tags\":[\"good\"]}";

      assertThat(post(server, note, page).statusCode()).isEqualTo(200);

      assertThat(get(server, "/").body()).contains("seen &lt;b&gt;", ">good<");
      assertThat(post(server, note.replace("one", "none"), page).statusCode()).isEqualTo(404);
      assertThat(post(server, note.replace("one", "../x"), page).statusCode()).isEqualTo(400);
      assertThat(post(server, note.replace("good", "no good"), page).body())
          .contains("'no good' is no tag");
      assertThat(post(server, "{", page).statusCode()).isEqualTo(400);
      assertThat(post(server, " ".repeat(1 << 17), page).statusCode()).isEqualTo(413);
    }
  }

  @Test
  void takesNoNoteFromAnotherSite() throws Exception {
    Bowl bowl = new Bowl(folder);
    bowl.sweep("one", 0.5);
    try (DashboardServer server = serve(bowl)) {
      String note = "{\"sweep\":\"one\",\"text\":\"planted\"}";
      // What a form of another site can send, and a script that guesses.
      assertThat(post(server, note, "Content-Type", "text/plain").statusCode()).isEqualTo(403);
      assertThat(
              post(server, note, "Content-Type", "text/plain", "Finesweep-Token", token(server))
                  .statusCode())
          .isEqualTo(403);
      assertThat(
              post(server, note, "Content-Type", "application/json", "Finesweep-Token", "guess")
                  .statusCode())
          .isEqualTo(403);
      assertThat(get(server, "/notes").statusCode()).isEqualTo(405);
      assertThat(get(server, "/").body()).doesNotContain("planted");
    }
  }

  @Test
  void answersToItsOwnNameOnly() throws Exception {
    try (DashboardServer server = serve(new Bowl(folder))) {
      assertThat(raw(server, "evil.example")).startsWith("HTTP/1.1 403");
      URI address = URI.create(server.address());
      assertThat(raw(server, "localhost:" + address.getPort())).startsWith("HTTP/1.1 200");
    }
  }

  /** What is answered to a request that claims to be for this host. */
  private static String raw(DashboardServer server, String host) throws IOException {
    URI address = URI.create(server.address());
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
      String request = "GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void givesReportsAndCardsAndNothingElseOfTheStore() throws Exception {
    Bowl bowl = new Bowl(folder);
    Path sweep = bowl.sweep("one", 0.5);
    Bowl.run("report", sweep.toString());
    try (DashboardServer server = serve(bowl)) {
      HttpResponse<String> report = get(server, "/one/report/index.html");
      assertThat(report.statusCode()).isEqualTo(200);
      assertThat(report.headers().firstValue("Content-Security-Policy"))
          .hasValueSatisfying(policy -> assertThat(policy).doesNotContain("connect-src"));
      for (String hidden :
          new String[] {
            "/one/sweep.conf", "/one/_journal/", "/one/../one.conf", "/one/models/none.html", "/x"
          }) {
        assertThat(get(server, hidden).statusCode()).as(hidden).isEqualTo(404);
      }
    }
  }

  @Test
  void onAnAddressThatOthersReachItCanOnlyBeRead() throws Exception {
    Bowl bowl = new Bowl(folder);
    bowl.sweep("one", 0.5);
    String store = bowl.store().toString();
    try (DashboardServer server =
        DashboardServer.start(
            new InetSocketAddress(0),
            store,
            new Overview(store, Duration.ZERO, InstantSource.system()))) {
      String page = raw(server, "anything");
      assertThat(page).startsWith("HTTP/1.1 200").doesNotContain("id=\"note\"");
      assertThat(
              post(server, "{}", "Content-Type", "application/json", "Finesweep-Token", "")
                  .statusCode())
          .isEqualTo(403);
    }
  }
}
