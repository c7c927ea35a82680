package io.finesweep.trial;

import java.io.Serializable;

/**
 * Why a run failed.
 *
 * @param reason one or two sentences for the user, equal for equal causes
 * @param detail what helps to find the cause, such as a stack trace; may be empty
 */
public record Failure(String reason, String detail) implements Serializable {}
