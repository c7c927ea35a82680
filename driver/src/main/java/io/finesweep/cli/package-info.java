/**
 * The command line, and the root that puts the parts together.
 *
 * <p>Uses {@code config}, {@code spark}, {@code store}, {@code analysis} and what they use.
 */
@NullMarked
package io.finesweep.cli;

import org.jspecify.annotations.NullMarked;
