/**
 * The service that fine-tunes a model, and the recipe it follows.
 *
 * <p>Uses {@code data}, {@code metric} and what they use.
 */
@NullMarked
package io.finesweep.engine;

import org.jspecify.annotations.NullMarked;
