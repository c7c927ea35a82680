package io.finesweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoteCommandTest {

  @TempDir private Path folder;

  @Test
  void keepsNotesAndTagsThatTheDashboardShows() throws Exception {
    Bowl bowl = new Bowl(folder);
    String sweep = bowl.sweep("one", 0.5, 0.2).toString();

    assertThat(Bowl.run("note", sweep, "--tag", "baseline", "--tag", "wide", "looks", "good").out())
        .contains("tags  baseline, wide", "  looks good");
    assertThat(Bowl.run("note", sweep, "--untag", "wide").out()).contains("tags  baseline\n");
    assertThat(Bowl.run("note", sweep).out()).contains("looks good");

    assertThat(Bowl.run("dashboard", bowl.store().toString()).code()).isZero();
    assertThat(bowl.store().resolve("index.html"))
        .content()
        .contains(
            ">baseline<", "<p>looks good</p>", "<td>" + System.getProperty("user.name") + "</td>")
        .doesNotContain(">wide<");
  }

  @Test
  void saysWhatIsNoSweepAndWhatIsNoTag() throws Exception {
    String sweep = new Bowl(folder).sweep("one", 0.5).toString();

    Bowl.Said none = Bowl.run("note", folder.toString(), "hello");
    assertThat(none.code()).isEqualTo(ExitCode.WRONG_USE);
    assertThat(none.err()).contains("is not the folder of a sweep", "\nMaybe ");
    Bowl.Said spaces = Bowl.run("note", sweep, "--tag", "two words");
    assertThat(spaces.code()).isEqualTo(ExitCode.WRONG_USE);
    assertThat(spaces.err()).contains("'two words' is no tag", "Maybe 'two-words'");
  }

  @Test
  void oneDamagedSweepDoesNotHideTheOthers() throws Exception {
    Bowl bowl = new Bowl(folder);
    bowl.sweep("good", 0.5);
    Path bad = bowl.sweep("bad", 0.5);
    Files.writeString(bad.resolve("sweep.conf"), "sweep { nmae = x }");

    assertThat(Bowl.run("dashboard", bowl.store().toString()).code()).isZero();
    assertThat(bowl.store().resolve("index.html"))
        .content()
        .contains("<th scope=\"row\">good</th>", "bad cannot be read: ");
  }
}
