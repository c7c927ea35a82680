/**
 * HOCON files to records: the search space written in place, and all problems at once, each with
 * file and line.
 *
 * <p>Uses {@code sweep}, {@code engine} and what they use; no Spark.
 */
@NullMarked
package io.finesweep.config;

import org.jspecify.annotations.NullMarked;
