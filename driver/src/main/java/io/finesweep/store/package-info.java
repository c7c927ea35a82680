/**
 * The store: the journal of events, the lock, and the Parquet tables derived from them.
 *
 * <p>Uses {@code sweep} and what it uses.
 */
@NullMarked
package io.finesweep.store;

import org.jspecify.annotations.NullMarked;
