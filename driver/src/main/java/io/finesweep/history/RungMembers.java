package io.finesweep.history;

/**
 * The trials that have come to a rung, in order of their loss there.
 *
 * @param reached all of them, and with a loss of NaN those that broke on the way to it
 * @param averages the means of their losses over all rungs up to this one
 * @param waiting those that stand here with nothing running, and may go on
 * @param broken how many broke on the way to it
 */
public record RungMembers(RankedSet reached, RankedSet averages, RankedSet waiting, int broken) {

  /** The members of a rung that no trial has come to. */
  public static final RungMembers NONE =
      new RungMembers(RankedSet.empty(), RankedSet.empty(), RankedSet.empty(), 0);

  /** How many trials went on from here. */
  public int promoted() {
    return reached.size() - broken - waiting.size();
  }

  RungMembers reached(RankedSet.Entry loss, RankedSet.Entry average) {
    RankedSet.Entry shared = average.equals(loss) ? loss : average;
    return new RungMembers(reached.plus(loss), averages.plus(shared), waiting, broken);
  }

  RungMembers broken(int trial) {
    RankedSet.Entry entry = new RankedSet.Entry(Double.NaN, trial);
    return reached.contains(entry)
        ? this
        : new RungMembers(reached.plus(entry), averages, waiting, broken + 1);
  }

  RungMembers retried(int trial) {
    RankedSet.Entry entry = new RankedSet.Entry(Double.NaN, trial);
    return reached.contains(entry)
        ? new RungMembers(reached.minus(entry), averages, waiting, broken - 1)
        : this;
  }

  RungMembers waiting(RankedSet.Entry loss) {
    return new RungMembers(reached, averages, waiting.plus(reached.shared(loss)), broken);
  }

  RungMembers gone(RankedSet.Entry loss) {
    return new RungMembers(reached, averages, waiting.minus(loss), broken);
  }
}
