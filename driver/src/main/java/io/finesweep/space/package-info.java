/**
 * Where a sweep may look: parameters, their distributions and conditions.
 *
 * <p>Uses {@code trial}.
 */
@NullMarked
package io.finesweep.space;

import org.jspecify.annotations.NullMarked;
