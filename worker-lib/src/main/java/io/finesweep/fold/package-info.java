/**
 * Runs one fold of one trial from one rung to the next.
 *
 * <p>Uses {@code engine} and what it uses.
 */
@NullMarked
package io.finesweep.fold;

import org.jspecify.annotations.NullMarked;
