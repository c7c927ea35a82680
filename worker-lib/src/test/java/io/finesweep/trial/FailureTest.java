package io.finesweep.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class FailureTest {

  @Test
  void tellsWhatAServerSaysWithoutItsStackTrace() {
    String told = "Cannot create file. Name node is in safe mode.\nIt was turned on manually.";
    String trace = "\n\tat org.apache.hadoop.Server.one\n\tat org.apache.hadoop.Server.two\n";
    assertThat(Failure.words(new IOException(told + trace))).contains(told);
    assertThat(Failure.words(new IOException())).isEmpty();
  }
}
