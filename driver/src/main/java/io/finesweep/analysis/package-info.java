/**
 * What the results say: ranking, comparison of the leaders, importance of parameters.
 *
 * <p>Uses {@code history}, {@code space}, {@code engine}, {@code data} and what they use.
 */
@NullMarked
package io.finesweep.analysis;

import org.jspecify.annotations.NullMarked;
