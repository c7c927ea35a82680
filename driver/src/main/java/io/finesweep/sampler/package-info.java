/**
 * Where to look next: one search algorithm a class, each a pure function of history.
 *
 * <p>Uses {@code space}, {@code history} and what they use.
 */
@NullMarked
package io.finesweep.sampler;

import org.jspecify.annotations.NullMarked;
