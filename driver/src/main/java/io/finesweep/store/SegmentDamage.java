package io.finesweep.store;

import java.io.IOException;

/**
 * What can be wrong with a segment, in words.
 *
 * @param location of its file, for people
 */
record SegmentDamage(String location, Segment segment) {

  /** A line's checksum does not fit. */
  DamagedStore changed(Lines.Line line) {
    return at(line, "the checksum does not fit what is written there.");
  }

  /** A line is whole, but nothing that is known. */
  DamagedStore strange(Lines.Line line, IOException cause) {
    String message = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    return new DamagedStore(
        "The journal cannot be read: "
            + location
            + ", line "
            + line.number()
            + ": it is whole but is no event that this version knows ("
            + message
            + ").\nMaybe a newer version of Finesweep wrote it: carry on with that one.",
        cause);
  }

  /** Events are missing before a line. */
  DamagedStore gap(Lines.Line line, long last, long number) {
    return at(
        line, "event " + number + " follows event " + last + ", so events are missing before it.");
  }

  /** The file ends too early. */
  DamagedStore shortened(long end, long fixed) {
    return new DamagedStore(
        "The journal is damaged: "
            + location
            + " has "
            + end
            + " bytes where "
            + fixed
            + " were written."
            + wayOut(),
        null);
  }

  /** The file is not there. */
  DamagedStore missing() {
    return new DamagedStore(
        "The journal is damaged: " + location + " is missing." + wayOut(), null);
  }

  private DamagedStore at(Lines.Line line, String what) {
    return new DamagedStore(
        "The journal is damaged: " + location + ", line " + line.number() + ": " + what + wayOut(),
        null);
  }

  private String wayOut() {
    return "\nMaybe restore "
        + segment.name()
        + " from a copy. Without one, move it and all later segments out of _journal: the sweep"
        + " then carries on from where the earlier ones end.";
  }
}
