package io.finesweep.engine.dl4j;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The GPUs that a process may use, as NVIDIA's own tool tells of them.
 *
 * @param host where they are
 * @param gpus those that the process sees, by its {@code CUDA_VISIBLE_DEVICES} where it is set
 * @param problem why nothing is known of them; empty where all is known
 */
record Gpus(String host, List<Gpu> gpus, String problem) {

  private static final List<String> QUERY =
      List.of(
          "nvidia-smi",
          "--query-gpu=index,uuid,name,compute_cap,driver_version",
          "--format=csv,noheader");

  /**
   * ND4J's CUDA natives hold machine code for these compute capabilities, times ten, and no more.
   */
  private static final int LOWEST = 37;

  private static final int HIGHEST = 89;

  Gpus {
    gpus = List.copyOf(gpus);
  }

  /** One GPU. */
  record Gpu(String index, String uuid, String name, String capability, String driver) {

    boolean isKnown() {
      try {
        int capability = (int) Math.round(Double.parseDouble(this.capability) * 10);
        return capability >= LOWEST && capability <= HIGHEST;
      } catch (NumberFormatException e) {
        return false;
      }
    }

    @Override
    public String toString() {
      return name + " (compute capability " + capability + ", driver " + driver + ")";
    }
  }

  /** Asks NVIDIA's tool. */
  static Gpus ofThisMachine(Map<String, String> environment) {
    String host = host(environment);
    try {
      Process process = new ProcessBuilder(QUERY).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int code = process.waitFor();
      return code == 0
          ? told(host, told, environment.get("CUDA_VISIBLE_DEVICES"))
          : new Gpus(host, List.of(), "nvidia-smi says: " + told.strip());
    } catch (IOException e) {
      return new Gpus(host, List.of(), "there is no nvidia-smi");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Gpus(host, List.of(), "the question was interrupted");
    }
  }

  /**
   * What the tool's lines tell.
   *
   * @param visible the value of {@code CUDA_VISIBLE_DEVICES}; null where it is not set
   */
  static Gpus told(String host, String lines, @Nullable String visible) {
    List<Gpu> gpus = new ArrayList<>();
    for (String line : lines.lines().toList()) {
      String[] cells = line.split(",", -1);
      if (cells.length == 5) {
        gpus.add(
            new Gpu(
                cells[0].strip(),
                cells[1].strip(),
                cells[2].strip(),
                cells[3].strip(),
                cells[4].strip()));
      }
    }
    if (visible == null) {
      return new Gpus(host, gpus, "");
    }
    List<String> wanted = List.of(visible.split(",", -1));
    return new Gpus(
        host,
        gpus.stream()
            .filter(gpu -> wanted.contains(gpu.index()) || wanted.contains(gpu.uuid()))
            .toList(),
        "");
  }

  static String host(Map<String, String> environment) {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return environment.getOrDefault("HOSTNAME", "this host");
    }
  }

  List<String> names() {
    return gpus.stream().map(Gpu::toString).toList();
  }

  /** Why ND4J's CUDA build cannot compute here; empty where it can. */
  List<String> troubles() {
    if (!problem.isEmpty()) {
      return List.of(
          "Finesweep was built for CUDA, but on "
              + host
              + " no GPU can be asked: "
              + problem
              + ".\nMaybe install NVIDIA's driver there, or run the build for CPUs.");
    } else if (gpus.isEmpty()) {
      return List.of(
          "Finesweep was built for CUDA, but this process sees no GPU on "
              + host
              + ".\nMaybe set cluster.gpus-per-run, or look at CUDA_VISIBLE_DEVICES.");
    }
    return gpus.stream()
        .filter(gpu -> !gpu.isKnown())
        .map(
            gpu ->
                "GPU "
                    + gpu.index()
                    + " on "
                    + host
                    + " is "
                    + gpu
                    + ", for which ND4J's CUDA build has no code: it has for 3.7 to 8.9.\n"
                    + "Maybe use a V100, T4, A100, A10, A40 or L4, or the build for CPUs there.")
        .toList();
  }
}
