package io.finesweep.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {

  private static final Settings SETTINGS =
      Settings.of(Map.of("a", Map.of("b", List.of(1, 2.5, "x", true))));

  @Test
  void givesBackWhatItHolds() {
    assertThat(SETTINGS.tree()).isEqualTo(Map.of("a", Map.of("b", List.of(1, 2.5, "x", true))));
  }

  @Test
  void cannotBeChangedThroughATreeItGaveAway() {
    SETTINGS.tree().clear();
    assertThat(SETTINGS.tree()).containsKey("a");
  }

  @Test
  void isWrittenAsJsonAndReadAgain() throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    String json = mapper.writeValueAsString(SETTINGS);
    assertThat(json).isEqualTo("{\"a\":{\"b\":[1,2.5,\"x\",true]}}");
    assertThat(mapper.readValue(json, Settings.class)).isEqualTo(SETTINGS);
  }

  @Test
  void refusesWhatIsNoJsonObject() {
    assertThatThrownBy(() -> new Settings("[]").tree())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no JSON object");
  }
}
