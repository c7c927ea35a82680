package io.finesweep.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GpusTest {

  private static final String H200 =
      "0, GPU-11111111-2222-3333-4444-555555555555, NVIDIA H200, 9.0, 570.86.15\n";
  private static final String A100 =
      "1, GPU-66666666-7777-8888-9999-000000000000, NVIDIA A100-SXM4-40GB, 8.0, 535.104.05\n";

  @ParameterizedTest
  @ValueSource(strings = {"3.7", "7.0", "8.0", "8.6", "8.9"})
  void acceptsAGpuThatTheNativesHaveCodeFor(String capability) {
    Gpus gpus = Gpus.told("node1", H200.replace("9.0", capability), null);
    assertThat(gpus.troubles()).isEmpty();
    assertThat(gpus.names())
        .containsExactly("NVIDIA H200 (compute capability " + capability + ", driver 570.86.15)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.5", "9.0", "10.0", "[N/A]"})
  void refusesAnyOtherInOneSentenceWithHostGpuAndWayOut(String capability) {
    assertThat(Gpus.told("node1", H200.replace("9.0", capability), null).troubles())
        .singleElement()
        .asString()
        .contains("GPU 0 on node1 is NVIDIA H200", capability, "no code", "\nMaybe");
  }

  @Test
  void looksOnlyAtWhatTheProcessSees() {
    assertThat(Gpus.told("node1", H200 + A100, "1").troubles()).isEmpty();
    assertThat(Gpus.told("node1", H200 + A100, "GPU-66666666-7777-8888-9999-000000000000").names())
        .hasSize(1);
    assertThat(Gpus.told("node1", H200 + A100, null).troubles()).hasSize(1);
  }

  @Test
  void saysThatNoGpuIsThere() {
    assertThat(Gpus.told("node1", "", null).troubles().get(0)).contains("sees no GPU on node1");
    assertThat(new Gpus("node1", java.util.List.of(), "there is no nvidia-smi").troubles().get(0))
        .contains("on node1 no GPU can be asked: there is no nvidia-smi", "Maybe");
  }
}
