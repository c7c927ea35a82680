package io.finesweep.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.finesweep.config.Configurations;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.SecurityManager;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.k8s.KubernetesConf$;
import org.apache.spark.deploy.k8s.KubernetesDriverSpec;
import org.apache.spark.deploy.k8s.SparkPod;
import org.apache.spark.deploy.k8s.submit.JavaMainAppResource;
import org.apache.spark.deploy.k8s.submit.KubernetesDriverBuilder;
import org.apache.spark.internal.config.package$;
import org.apache.spark.resource.ResourceProfile$;
import org.apache.spark.scheduler.cluster.k8s.KubernetesExecutorBuilder;
import org.junit.jupiter.api.Test;
import scala.Option;

/**
 * Kubernetes, as far as it can be held without a cluster: the templates have only fields that
 * Kubernetes knows, and from their settings Spark's own code makes the pods that are meant.
 */
class KubernetesTest {

  private static final Path SCHEDULES = Path.of("..", "deploy", "schedules");

  private static final Map<String, Class<?>> KINDS =
      Map.of(
          "CronJob", CronJob.class,
          "ServiceAccount", ServiceAccount.class,
          "Role", Role.class,
          "RoleBinding", RoleBinding.class);

  /** Reads Kubernetes' own types, and refuses a field that they do not have. */
  private static final ObjectMapper STRICT =
      new ObjectMapper(new YAMLFactory())
          .setAnnotationIntrospector(
              new JacksonAnnotationIntrospector() {
                @Override
                public Boolean hasAnySetter(Annotated member) {
                  return false;
                }
              });

  private static List<JsonNode> documents(String template) throws IOException {
    try (var documents =
        STRICT
            .readerFor(JsonNode.class)
            .<JsonNode>readValues(SCHEDULES.resolve(template).toFile())) {
      return documents.readAll();
    }
  }

  private static CronJob cronJob() throws IOException {
    return STRICT.treeToValue(documents("cronjob.yaml").get(0), CronJob.class);
  }

  private static Container driver(CronJob job) {
    return job.getSpec().getJobTemplate().getSpec().getTemplate().getSpec().getContainers().get(0);
  }

  @Test
  void templatesHaveOnlyFieldsThatKubernetesKnows() throws Exception {
    List<String> read = new ArrayList<>();
    for (String template : List.of("cronjob.yaml", "access.yaml")) {
      for (JsonNode document : documents(template)) {
        String kind = document.get("kind").asText();
        assertThat(STRICT.treeToValue(document, KINDS.get(kind))).isNotNull();
        read.add(kind);
      }
    }
    assertThat(read).containsExactly("CronJob", "ServiceAccount", "Role", "RoleBinding");
    JsonNode misspelt = STRICT.readTree("{spec: {concurencyPolicy: Forbid}}");
    assertThatThrownBy(() -> STRICT.treeToValue(misspelt, CronJob.class))
        .isInstanceOf(JsonProcessingException.class)
        .hasMessageContaining("concurencyPolicy");
  }

  @Test
  void whatTheOperatorsTemplateHandsToKubernetesIsKnownToIt() throws Exception {
    JsonNode application = documents("scheduled-sweep.yaml").get(0).at("/spec/template");
    for (JsonNode volume : application.get("volumes")) {
      assertThat(STRICT.treeToValue(volume, Volume.class).getConfigMap()).isNotNull();
    }
    for (JsonNode mount : application.at("/driver/volumeMounts")) {
      assertThat(STRICT.treeToValue(mount, VolumeMount.class).getReadOnly()).isTrue();
    }
    for (String role : List.of("driver", "executor")) {
      for (JsonNode source : application.at("/" + role + "/envFrom")) {
        assertThat(STRICT.treeToValue(source, EnvFromSource.class).getSecretRef()).isNotNull();
      }
    }
  }

  @Test
  void aSweepOfTheCronJobAsksForExecutorsThatCanReachIt() throws Exception {
    Container driver = driver(cronJob());
    SparkConf conf = sweep(driver, "cluster.gpus-per-run=0");
    SparkPod pod = executor(conf);
    Container executor = pod.container();

    assertThat(conf.get("spark.master")).isEqualTo("k8s://https://kubernetes.default.svc");
    assertThat(executor.getImage()).isEqualTo(driver.getImage());
    assertThat(pod.pod().getSpec().getServiceAccountName())
        .isEqualTo(documents("access.yaml").get(0).at("/metadata/name").asText());
    assertThat(variable(executor, "SPARK_DRIVER_URL").getValue()).contains("@10.0.0.7:");
    assertThat(variable(executor, "OMP_NUM_THREADS").getValue()).isEqualTo("1");
    assertThat(variable(executor, "OMP_WAIT_POLICY").getValue()).isEqualTo("passive");
    assertThat(variable(executor, "AWS_SECRET_ACCESS_KEY").getValue()).isNull();
    assertThat(
            variable(executor, "AWS_SECRET_ACCESS_KEY").getValueFrom().getSecretKeyRef().getName())
        .isEqualTo("finesweep-store");
    assertThat(executor.getResources().getRequests().get("memory"))
        .isEqualTo(new Quantity("10240Mi"));
    assertThat(executor.getResources().getRequests().get("cpu")).isEqualTo(new Quantity("4"));
  }

  @Test
  void anExecutorOwnsOneGpuOfTheHost() throws Exception {
    SparkConf conf =
        sweep(
            driver(cronJob()),
            "cluster.gpus-per-run=0.5",
            "cluster.spark.executor.resource.gpu.vendor=nvidia.com");
    Container executor = executor(conf).container();
    assertThat(executor.getResources().getLimits())
        .containsEntry("nvidia.com/gpu", new Quantity("1"));
  }

  @Test
  void aSubmissionInClusterModeStartsTheSweepInItsDriver() throws Exception {
    JsonNode application = documents("scheduled-sweep.yaml").get(0).at("/spec/template");
    SparkConf conf = new SparkConf(false);
    application.get("sparkConf").fields().forEachRemaining(e -> set(conf, e));
    conf.set("spark.master", "k8s://https://kubernetes.default.svc")
        .set("spark.submit.deployMode", "cluster")
        .set("spark.app.name", "churn")
        .set("spark.kubernetes.container.image", application.get("image").asText())
        .set("spark.driver.memory", application.at("/driver/memory").asText());
    List<String> arguments = new ArrayList<>();
    application.get("arguments").forEach(argument -> arguments.add(argument.asText()));
    try (KubernetesClient client = client()) {
      KubernetesDriverSpec spec =
          new KubernetesDriverBuilder()
              .buildFromFeatures(
                  KubernetesConf$.MODULE$.createDriverConf(
                      conf,
                      "spark-1",
                      new JavaMainAppResource(
                          Option.apply(application.get("mainApplicationFile").asText())),
                      application.get("mainClass").asText(),
                      arguments.toArray(String[]::new),
                      Option.empty()),
                  client);
      Container driver = spec.pod().container();
      assertThat(driver.getImage()).isEqualTo("finesweep:latest");
      assertThat(driver.getArgs())
          .containsSubsequence(
              "driver",
              "--class",
              "io.finesweep.cli.Main",
              "local:///opt/finesweep/driver/target/finesweep.jar",
              "run",
              "/etc/finesweep/churn.conf");
      assertThat(spec.pod().pod().getMetadata().getAnnotations())
          .containsEntry("prometheus.io/path", "/metrics/prometheus");
    }
  }

  private static EnvVar variable(Container container, String name) {
    return container.getEnv().stream()
        .filter(v -> v.getName().equals(name))
        .findAny()
        .orElseThrow();
  }

  private static void set(SparkConf conf, Map.Entry<String, JsonNode> setting) {
    conf.set(setting.getKey(), setting.getValue().asText());
  }

  /** The settings of Spark in a sweep that is started as {@code driver} starts it. */
  private static SparkConf sweep(Container driver, String... more) {
    List<String> overrides = new ArrayList<>();
    for (int i = 0; i < driver.getArgs().size(); i++) {
      if (driver.getArgs().get(i).equals("--set")) {
        overrides.add(expanded(driver.getArgs().get(++i)));
      }
    }
    overrides.addAll(List.of(more));
    ClusterSettings settings =
        ClusterSettings.read(
            new Configurations(List.of("sobol"), List.of("full"), ClusterSettings::read)
                .load("../conf/quickstart.conf", overrides)
                .cluster()
                .section("cluster", new ArrayList<>()));
    return new SparkSetup(settings, "churn", null).over(new SparkConf(false));
  }

  /** As Kubernetes puts a pod's own fields in. */
  private static String expanded(String argument) {
    return argument
        .replace("$(POD_NAMESPACE)", "sweeps")
        .replace("$(POD_NAME)", "finesweep-churn-1-abc")
        .replace("$(POD_IP)", "10.0.0.7");
  }

  private static SparkPod executor(SparkConf conf) {
    conf.set("spark.driver.port", "7078").set("spark.app.id", "spark-1");
    SecurityManager security =
        new SecurityManager(conf, Option.empty(), package$.MODULE$.AUTH_SECRET_FILE_EXECUTOR());
    security.initializeAuth(); // as the driver does: Spark makes the secret that the pods share
    ResourceProfile$.MODULE$.clearDefaultProfile();
    try (KubernetesClient client = client()) {
      return new KubernetesExecutorBuilder()
          .buildFromFeatures(
              KubernetesConf$.MODULE$.createExecutorConf(conf, "1", "spark-1", Option.empty(), 0),
              security,
              client,
              ResourceProfile$.MODULE$.getOrCreateDefaultProfile(conf))
          .pod();
    } finally {
      ResourceProfile$.MODULE$.clearDefaultProfile(); // the next application makes its own
    }
  }

  /** A client of a server that nothing asks. */
  private static KubernetesClient client() {
    return new KubernetesClientBuilder()
        .withConfig(new ConfigBuilder().withMasterUrl("http://127.0.0.1:1").build())
        .build();
  }
}
