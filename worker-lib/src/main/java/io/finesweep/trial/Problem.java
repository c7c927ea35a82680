package io.finesweep.trial;

/**
 * Something wrong in a user's settings.
 *
 * @param path of the key, {@code fine-tuning.learning-rate} for example
 * @param rule one sentence: the key, its value and the rule that it breaks
 * @param wayOut one sentence that begins with "Maybe" or names what is allowed
 */
public record Problem(String path, String rule, String wayOut) {}
