/**
 * Fold runs and refits as Spark tasks: the application and its settings, what runs on an executor,
 * and who is to blame when one dies.
 *
 * <p>Uses {@code sweep}, {@code fold} and what they use.
 */
@NullMarked
package io.finesweep.spark;

import org.jspecify.annotations.NullMarked;
