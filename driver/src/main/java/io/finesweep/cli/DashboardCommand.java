package io.finesweep.cli;

import io.finesweep.report.Dashboard;
import io.finesweep.spark.HadoopSettings;
import io.finesweep.store.SweepFolder;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the index over all sweeps of a store, or serves it. */
@Command(
    name = "dashboard",
    description = {
      "Write index.html into a store: all its sweeps, with links to their reports.",
      "With --serve, show it to browsers of this machine instead, with what is new as it "
          + "comes, and take notes there."
    },
    mixinStandardHelpOptions = true)
final class DashboardCommand extends StreamedCommand {

  private static final String PAGE = "index.html";
  private static final Duration FRESH = Duration.ofSeconds(2);

  @Parameters(paramLabel = "STORE", description = "The folder that holds sweeps' folders.")
  private String store = "";

  @Option(names = "--serve", description = "Serve the page until this is interrupted.")
  private boolean serve;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Where to serve; 0 takes a free one. By default ${DEFAULT-VALUE}.")
  private int port = 8765;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description = {
        "The address to serve on, by default ${DEFAULT-VALUE}. On one that other machines "
            + "reach, whoever reaches it can read all that is stored, and nobody can write "
            + "notes."
      })
  private String host = "127.0.0.1";

  DashboardCommand(Main.Streams streams) {
    super(streams);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Overview overview = new Overview(store, FRESH, InstantSource.system());
    if (serve) {
      serve(overview);
      return ExitCode.DONE;
    }
    SweepFolder all = SweepFolder.at(store, HadoopSettings.here());
    String page = Dashboard.html(all.location(""), overview.sweeps(), Dashboard.Serving.FILE);
    all.publish(PAGE, page.getBytes(StandardCharsets.UTF_8));
    streams.out().println(all.location(PAGE));
    return ExitCode.DONE;
  }

  private void serve(Overview overview) throws IOException, InterruptedException {
    CountDownLatch asked = new CountDownLatch(1);
    Interrupts.onStop(asked::countDown);
    try (DashboardServer server = DashboardServer.start(address(), store, overview)) {
      streams.out().println(server.address());
      streams.out().flush();
      asked.await();
    } catch (BindException e) {
      throw new Mistakes.Mistake(
          "Nothing can be served on "
              + host
              + ":"
              + port
              + ": "
              + e.getMessage()
              + "\nMaybe another program has this port: --port 0 takes a free one.");
    }
  }

  private InetSocketAddress address() {
    if (port < 0 || port > 65_535) {
      throw new Mistakes.Mistake("--port is " + port + "; it must be from 0 to 65535.");
    }
    try {
      return new InetSocketAddress(InetAddress.getByName(host), port);
    } catch (UnknownHostException e) {
      throw new Mistakes.Mistake(
          "--host is '" + host + "', which is no address.\nMaybe 127.0.0.1 or 0.0.0.0.");
    }
  }
}
