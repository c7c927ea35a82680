package io.finesweep.store;

/**
 * A trial's place in the ranking.
 *
 * @param trial its number
 * @param front that it lies on with several objectives, from 1; 0 where it lies on none
 */
public record Rank(int trial, int front) {}
