package io.finesweep.history;

/**
 * An event with its place in the sweep.
 *
 * @param number from 1, without gaps
 * @param at when, in milliseconds since 1970 UTC
 * @param elapsed how long drivers had worked on the sweep by then, in milliseconds; pauses between
 *     two drivers do not count
 */
public record Recorded(long number, long at, long elapsed, Event event) {}
