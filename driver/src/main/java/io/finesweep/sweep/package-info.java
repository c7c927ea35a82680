/**
 * The sweep: one decision at a time over a history, and the ports to what runs and what stores.
 *
 * <p>Uses {@code schedule} and what it uses.
 */
@NullMarked
package io.finesweep.sweep;

import org.jspecify.annotations.NullMarked;
