/**
 * How far to train: which run is next, each schedule a pure function of history.
 *
 * <p>Uses {@code sampler} and what it uses.
 */
@NullMarked
package io.finesweep.schedule;

import org.jspecify.annotations.NullMarked;
