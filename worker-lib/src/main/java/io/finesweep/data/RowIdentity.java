package io.finesweep.data;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What tells rows apart, and what keeps them together.
 *
 * @param keys of each row, a hash of its {@code data.id}, else of its content: rows with one key
 *     are never parted
 * @param groupKeys of each row, a hash of its {@code data.group}; null without groups
 * @param timeStamps of each row, in units that only order them; null without times
 */
public record RowIdentity(
    long[] keys, long @Nullable [] groupKeys, double @Nullable [] timeStamps) {

  /** Of these rows alone, in that order. */
  RowIdentity at(int[] rows) {
    return new RowIdentity(
        Arrays.stream(rows).mapToLong(row -> keys[row]).toArray(),
        groupKeys == null ? null : Arrays.stream(rows).mapToLong(row -> groupKeys[row]).toArray(),
        timeStamps == null
            ? null
            : Arrays.stream(rows).mapToDouble(row -> timeStamps[row]).toArray());
  }

  /** The group of each row. */
  public Optional<long[]> groups() {
    return Optional.ofNullable(groupKeys);
  }

  /** The time of each row. */
  public Optional<double[]> times() {
    return Optional.ofNullable(timeStamps);
  }
}
