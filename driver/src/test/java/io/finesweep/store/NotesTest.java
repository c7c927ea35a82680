package io.finesweep.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotesTest {

  @TempDir private Path folder;

  private Notes notes() {
    return Notes.of(Sample.folder(folder));
  }

  private static Note note(long at, String text, List<String> tags, List<String> untagged) {
    return new Note(at, "ann", text, tags, untagged);
  }

  @Test
  void comeBackInTheOrderWrittenWhoeverWroteThem() {
    assertThat(notes().all()).isEmpty();
    Note late = note(2000, "late", List.of(), List.of());
    Note early = note(1000, "early", List.of("a"), List.of());
    notes().add(late);
    notes().add(early);

    assertThat(notes().all()).containsExactly(early, late);
  }

  @Test
  void aTagHoldsUntilALaterNoteTakesItAway() {
    List<Note> all =
        List.of(
            note(1, "", List.of("a", "b"), List.of()),
            note(2, "", List.of("c"), List.of("a")),
            note(3, "", List.of("b"), List.of()));

    assertThat(Notes.tags(all)).containsExactly("b", "c");
  }

  @Test
  void twoNotesOfOneMomentAreTwo() {
    notes().add(note(5, "one", List.of(), List.of()));
    notes().add(note(5, "other", List.of(), List.of()));

    assertThat(notes().all()).hasSize(2);
  }

  @Test
  void refusesATagWithSpacesAndANoteThatSaysNothing() {
    assertThatThrownBy(() -> note(1, "", List.of("no tag"), List.of()))
        .hasMessageContaining("'no tag' is no tag")
        .hasMessageEndingWith("\nMaybe 'no-tag'.");
    assertThatThrownBy(() -> note(1, "  ", List.of(), List.of()))
        .hasMessageContaining("needs a text or a tag");
  }

  @Test
  void namesTheFileThatIsNoNote() throws Exception {
    Files.createDirectories(folder.resolve("_notes"));
    Files.writeString(folder.resolve("_notes/0000000000001-x.json"), "{");

    assertThatThrownBy(() -> notes().all())
        .isInstanceOf(DamagedStore.class)
        .hasMessageContaining("0000000000001-x.json cannot be read")
        .hasMessageContaining("\nMaybe ");
  }
}
