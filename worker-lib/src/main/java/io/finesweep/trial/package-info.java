/**
 * What a trial is made of: a point of the space, a budget, a fold run to execute and its result.
 *
 * <p>Uses nothing else of the project.
 */
@NullMarked
package io.finesweep.trial;

import org.jspecify.annotations.NullMarked;
