/**
 * Datasets from any Hadoop file system, folds, preprocessing fitted on training rows only,
 * augmentation.
 *
 * <p>Uses {@code trial}.
 */
@NullMarked
package io.finesweep.data;

import org.jspecify.annotations.NullMarked;
