/**
 * Metrics of classification and regression, their goals, and the predictions they are computed
 * from.
 *
 * <p>Uses {@code trial}.
 */
@NullMarked
package io.finesweep.metric;

import org.jspecify.annotations.NullMarked;
