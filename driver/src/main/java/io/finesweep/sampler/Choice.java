package io.finesweep.sampler;

/**
 * A strategy that {@code auto} takes.
 *
 * @param name its name
 * @param why in one sentence
 */
public record Choice(String name, String why) {}
