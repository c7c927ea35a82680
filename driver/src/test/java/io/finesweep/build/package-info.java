/**
 * What the build promises, held by tests: the arrows between packages, the application jar, the
 * launcher.
 */
@NullMarked
package io.finesweep.build;

import org.jspecify.annotations.NullMarked;
