package io.finesweep.cli;

import java.util.SortedMap;

/**
 * What is published now: the content of {@code current.json}.
 *
 * @param model its file, relative to the folder, named by its content
 * @param sweep the store's folder of the sweep that it came out of
 * @param trial whose configuration it has
 * @param metrics on that sweep's test set, by name
 * @param rule which rows it was never trained on
 * @param published when, in UTC
 * @param why it was published, in one sentence
 */
record Champion(
    String model,
    String sweep,
    int trial,
    SortedMap<String, Double> metrics,
    TestRule rule,
    String published,
    String why) {}
