package io.finesweep.trial;

import java.io.Serializable;

/**
 * A file that an executor wrote once. It counts only when an event names it with its length and
 * hash.
 *
 * @param path relative to the sweep's folder
 * @param length in bytes
 * @param sha256 of the content, in hexadecimal
 */
public record Blob(String path, long length, String sha256) implements Serializable {}
