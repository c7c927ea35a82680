package io.finesweep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class InputTest {

  @Test
  void givesEachLineAndThenSaysThatThereAreNoMore() throws Exception {
    byte[] text = "eins\n\nzw\u00f6lf".getBytes(StandardCharsets.UTF_8);
    Input input = new Input(new ByteArrayInputStream(text));
    assertThat(input.next()).contains("eins");
    assertThat(input.next()).contains("");
    assertThat(input.next()).contains("zw\u00f6lf");
    assertThat(input.next()).isEmpty();
    assertThat(input.isStopped()).isFalse();
  }

  @Test
  void endsForWhoWaitsWhereItIsStopped() throws Exception {
    try (PipedOutputStream silent = new PipedOutputStream()) {
      Input input = new Input(new PipedInputStream(silent));
      new Thread(input::stop).start();
      assertThat(input.next()).isEmpty();
      assertThat(input.isStopped()).isTrue();
    }
  }

  @Test
  void leavesWhatWaitsWhereItIsStopped() throws Exception {
    byte[] text = "line\n".repeat(1000).getBytes(StandardCharsets.UTF_8);
    Input input = new Input(new ByteArrayInputStream(text));
    assertThat(input.next()).contains("line");
    input.stop();
    assertThat(input.next()).isEmpty();
  }

  @Test
  void tellsOfAnInputThatCannotBeRead() {
    assertThatThrownBy(() -> new Input(new PipedInputStream()).next())
        .isInstanceOf(IOException.class)
        .hasMessage("Pipe not connected");
  }
}
