package io.finesweep.sampler;

/**
 * A strategy that {@code auto} takes.
 *
 * @param sampler its name
 * @param why in one sentence
 */
public record Choice(String sampler, String why) {}
