package io.finesweep.data;

/**
 * One way to part the rows that are no test rows.
 *
 * @param index from 0, through all repeats
 * @param training row numbers, ascending
 * @param validation row numbers, ascending; none of them is in {@code training}
 */
public record Fold(int index, int[] training, int[] validation) {}
