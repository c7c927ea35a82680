/**
 * What has happened in a sweep: events, and the persistent value that they add up to.
 *
 * <p>Uses {@code trial} and {@code metric}.
 */
@NullMarked
package io.finesweep.history;

import org.jspecify.annotations.NullMarked;
