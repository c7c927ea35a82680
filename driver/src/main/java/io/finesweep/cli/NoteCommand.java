package io.finesweep.cli;

import io.finesweep.spark.HadoopSettings;
import io.finesweep.store.Note;
import io.finesweep.store.Notes;
import io.finesweep.store.SweepFolder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Keeps what a person has to say of a sweep. */
@Command(
    name = "note",
    description = {
      "Add a note or tags to a sweep, also while it runs; without either, print its notes.",
      "The dashboard shows them."
    },
    mixinStandardHelpOptions = true)
final class NoteCommand extends StreamedCommand {

  @Parameters(index = "0", paramLabel = "DIR", description = "The sweep's folder, STORE/NAME.")
  private String directory = "";

  @Parameters(index = "1..*", paramLabel = "TEXT", description = "What to note.", arity = "0..*")
  private List<String> words = List.of();

  @Option(names = "--tag", paramLabel = "TAG", description = "A tag to give it; may be repeated.")
  private List<String> tags = List.of();

  @Option(names = "--untag", paramLabel = "TAG", description = "A tag to take from it.")
  private List<String> untagged = List.of();

  NoteCommand(Main.Streams streams) {
    super(streams);
  }

  @Override
  public Integer call() {
    SweepFolder folder = SweepFolder.at(directory, HadoopSettings.here());
    StoredSweep.require(folder, directory);
    Notes notes = Notes.of(folder);
    if (!words.isEmpty() || !tags.isEmpty() || !untagged.isEmpty()) {
      notes.add(note(String.join(" ", words), tags, untagged));
    }
    print(notes.all());
    return ExitCode.DONE;
  }

  /** A note of this user, now. */
  static Note note(String text, List<String> tags, List<String> untagged) {
    try {
      return new Note(
          System.currentTimeMillis(),
          System.getProperty("user.name", "unknown"),
          text,
          tags,
          untagged);
    } catch (IllegalArgumentException e) {
      throw new Mistakes.Mistake(String.valueOf(e.getMessage()));
    }
  }

  private void print(List<Note> notes) {
    List<String> now = Notes.tags(notes);
    streams.out().println("tags  " + (now.isEmpty() ? "none" : String.join(", ", now)));
    for (Note note : notes) {
      if (!note.text().isEmpty()) {
        Instant at = Instant.ofEpochMilli(note.at()).truncatedTo(ChronoUnit.SECONDS);
        streams.out().println(at + "  " + note.author() + "  " + note.text());
      }
    }
  }
}
