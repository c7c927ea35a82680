package io.finesweep.trial;

import static java.util.stream.Collectors.joining;

import java.io.Serializable;
import java.util.Optional;

/**
 * Why a run failed.
 *
 * @param reason one or two sentences for the user, equal for equal causes
 * @param detail what helps to find the cause, such as a stack trace; may be empty
 */
public record Failure(String reason, String detail) implements Serializable {

  /** What {@code thrown} says, without the stack trace that HDFS's servers put behind it. */
  public static Optional<String> words(Throwable thrown) {
    return Optional.ofNullable(thrown.getMessage())
        .map(
            all -> all.lines().takeWhile(line -> !line.startsWith("\tat ")).collect(joining("\n")));
  }
}
