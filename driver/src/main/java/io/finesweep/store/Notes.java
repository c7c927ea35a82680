package io.finesweep.store;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/**
 * The notes of a sweep: each a file of its own, {@code _notes/TIME-UUID.json}, written once. So two
 * writers cannot harm each other on any file system, and no lock is needed, also while the sweep
 * runs.
 */
public final class Notes {

  /** The folder of the notes. */
  public static final String FOLDER = "_notes";

  private final SweepFolder folder;

  private Notes(SweepFolder folder) {
    this.folder = folder;
  }

  /** The notes of the sweep in this folder. */
  public static Notes of(SweepFolder folder) {
    return new Notes(folder);
  }

  /** Keeps a note. */
  public void add(Note note) {
    String name = String.format(Locale.ROOT, "%013d-%s.json", note.at(), UUID.randomUUID());
    folder.publish(FOLDER + "/" + name, EventJson.write(note));
  }

  /** All notes, the oldest first. */
  public List<Note> all() {
    List<Note> notes = new ArrayList<>();
    for (String name : folder.list(FOLDER)) {
      if (name.matches("\\d+-.*\\.json")) {
        notes.add(read(FOLDER + "/" + name));
      }
    }
    return notes;
  }

  private Note read(String path) {
    try (InputStream in = folder.open(path)) {
      return EventJson.read(in.readAllBytes(), Note.class);
    } catch (IOException e) {
      throw new DamagedStore(
          folder.location(path)
              + " cannot be read: it should hold a note as JSON.\nMaybe delete it: nothing else"
              + " depends on it.",
          e);
    }
  }

  /** The tags that these notes come to, in the order in which they were given. */
  public static List<String> tags(List<Note> notes) {
    Set<String> tags = new LinkedHashSet<>();
    for (Note note : notes) {
      tags.addAll(note.tags());
      note.untagged().forEach(tags::remove);
    }
    return List.copyOf(tags);
  }
}
