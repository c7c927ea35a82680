package io.finesweep.metric;

/**
 * What a sweep is to make good: a metric and the way in which it is better.
 *
 * @param metric a name of {@link Metric}, or any other where another program measures
 */
public record Objective(String metric, Goal goal) {}
