/**
 * What the results say: estimates, ranking, the winner.
 *
 * <p>Uses {@code history}, {@code engine}, {@code data} and what they use.
 */
@NullMarked
package io.finesweep.analysis;

import org.jspecify.annotations.NullMarked;
