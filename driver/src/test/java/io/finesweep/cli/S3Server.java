package io.finesweep.cli;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** S3Proxy, a server that speaks S3 and keeps objects in memory, in a process of its own. */
final class S3Server implements AutoCloseable {

  private static final Pattern KEY = Pattern.compile("<Key>([^<]*)</Key>");
  private static final Path JARS = Path.of("target", "s3proxy").toAbsolutePath();

  private final HttpClient client = HttpClient.newHttpClient();
  private final Program process;
  private final URI endpoint;

  private S3Server(Program process, URI endpoint) {
    this.process = process;
    this.endpoint = endpoint;
  }

  /** Starts one with an empty bucket. */
  static S3Server start(Path scratch, String bucket) throws IOException {
    URI endpoint = URI.create("http://127.0.0.1:" + freePort());
    Path settings = scratch.resolve("s3proxy.properties");
    Files.writeString(
        settings,
        """
        s3proxy.authorization=none
        s3proxy.endpoint=%s
        jclouds.provider=transient
        jclouds.identity=nobody
        jclouds.credential=nothing
        """
            .formatted(endpoint));
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command = new ArrayList<>(List.of(java, "-Xmx512m", "-cp", JARS + "/*"));
    command.addAll(List.of("org.gaul.s3proxy.Main", "--properties", settings.toString()));
    S3Server server = new S3Server(Program.start(scratch, command, Map.of()), endpoint);
    await()
        .atMost(Duration.ofMinutes(1))
        .ignoreExceptions()
        .until(() -> server.ask("PUT", "/" + bucket).statusCode() == 200);
    return server;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private HttpResponse<String> ask(String method, String path)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(endpoint.resolve(path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  /** What {@code hadoop.fs.s3a.*} is to be for it. */
  Map<String, String> settings() {
    return Map.of(
        "fs.s3a.endpoint", endpoint.toString(),
        "fs.s3a.path.style.access", "true",
        "fs.s3a.connection.ssl.enabled", "false",
        "fs.s3a.endpoint.region", "us-east-1");
  }

  /** The keys of a bucket that begin so, at most 1,000. */
  List<String> keys(String bucket, String prefix) throws IOException, InterruptedException {
    String listing = ask("GET", "/" + bucket + "?prefix=" + prefix).body();
    return KEY.matcher(listing).results().map((MatchResult key) -> key.group(1)).toList();
  }

  /** How many whole lines the objects of a bucket have whose keys begin so. */
  long lines(String bucket, String prefix) throws IOException, InterruptedException {
    long lines = 0;
    for (String key : keys(bucket, prefix)) {
      lines += ask("GET", "/" + bucket + "/" + key).body().lines().count();
    }
    return lines;
  }

  @Override
  public void close() {
    process.close();
  }
}
