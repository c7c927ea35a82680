package io.finesweep.build;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the one jar for spark-submit holds, and what it leaves to the cluster. */
class ApplicationJarIT {
  private static final String SERVICES = "META-INF/services/";
  private static final ClassLoader CLASS_PATH = ApplicationJarIT.class.getClassLoader();

  private static JarFile jar;
  private static List<String> names;

  @BeforeAll
  static void open() throws IOException {
    jar = new JarFile(ProjectFiles.DRIVER.resolve("target/finesweep.jar").toFile());
    names = jar.stream().filter(entry -> !entry.isDirectory()).map(ZipEntry::getName).toList();
  }

  @AfterAll
  static void close() throws IOException {
    jar.close();
  }

  @Test
  void leavesSparkAndItsLibrariesToTheCluster() {
    assertThat(names)
        .noneMatch(
            name ->
                name.matches(
                    "(org/apache/(spark|hadoop|parquet|logging|commons/lang3)"
                        + "|scala|org/slf4j|com/fasterxml/jackson|com/google/common)/.*"));
  }

  @Test
  void holdsBothModulesAndNamesTheMainClass() throws IOException {
    assertThat(names).anyMatch(name -> name.startsWith("io/finesweep/trial/"));
    assertThat(names).anyMatch(name -> name.startsWith("io/finesweep/sweep/"));
    assertThat(jar.getManifest().getMainAttributes().getValue(Attributes.Name.MAIN_CLASS))
        .isEqualTo("io.finesweep.cli.Main");
  }

  @Test
  void listsEveryProviderOfAServiceThatItHolds() throws IOException {
    List<String> services = names.stream().filter(name -> name.startsWith(SERVICES)).toList();
    assertThat(services).contains(SERVICES + "org.nd4j.linalg.factory.Nd4jBackend");
    for (String service : services) {
      List<String> held =
          providersOnTheClassPath(service).stream()
              .filter(provider -> names.contains(provider.replace('.', '/') + ".class"))
              .toList();
      assertThat(providers(text(service))).as(service).containsAll(held);
    }
  }

  @Test
  void holdsTheManualOfTheConfiguration() throws IOException {
    List<URL> ours =
        Collections.list(CLASS_PATH.getResources("reference.conf")).stream()
            .filter(url -> url.getProtocol().equals("file"))
            .toList();
    for (URL manual : ours) {
      assertThat(text("reference.conf")).contains(text(manual).strip());
    }
  }

  @Test
  void hidesItsOwnHoconFromOlderOnesOfTheCluster() {
    assertThat(names).contains("io/finesweep/shaded/config/ConfigFactory.class");
    assertThat(names).noneMatch(name -> name.startsWith("com/typesafe/config/"));
  }

  @Test
  void leavesNd4jAndJavaCppAsTheyWere() throws IOException {
    for (String type :
        List.of("org/nd4j/linalg/factory/Nd4j.class", "org/bytedeco/javacpp/Loader.class")) {
      assertThat(bytes(type)).isEqualTo(CLASS_PATH.getResourceAsStream(type).readAllBytes());
    }
    assertThat(names)
        .noneMatch(name -> name.matches("io/finesweep/shaded/.*(nd4j|deeplearning4j|bytedeco).*"));
  }

  @Test
  void holdsTheNativesOfOnePlatform() {
    assertThat(
            names.stream()
                .filter(name -> name.matches("org/(nd4j|bytedeco)/.*\\.(so|dylib|dll)[.0-9]*"))
                .map(name -> name.replaceFirst("(-onednn)?/[^/]*$", "").replaceFirst(".*/", ""))
                .distinct())
        .hasSize(1);
  }

  @Test
  void holdsNoSignatureAndNoModuleDescriptor() {
    assertThat(names).noneMatch(name -> name.matches("META-INF/[^/]*\\.(SF|DSA|RSA)"));
    assertThat(names).noneMatch(name -> name.endsWith("module-info.class"));
  }

  private static List<String> providersOnTheClassPath(String service) throws IOException {
    return Collections.list(CLASS_PATH.getResources(service)).stream()
        .flatMap(url -> providers(text(url)).stream())
        .toList();
  }

  private static List<String> providers(String text) {
    return text.lines()
        .map(line -> line.replaceFirst("#.*", "").strip())
        .filter(line -> !line.isEmpty())
        .toList();
  }

  private static String text(String name) throws IOException {
    return new String(bytes(name), UTF_8);
  }

  private static byte[] bytes(String name) throws IOException {
    try (InputStream in = jar.getInputStream(jar.getEntry(name))) {
      return in.readAllBytes();
    }
  }

  private static String text(URL url) {
    try (InputStream in = url.openStream()) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
