/**
 * Pages for people: one self-contained HTML file for each sweep.
 *
 * <p>Uses {@code analysis} and what it uses; knows no store: whoever calls it reads and writes.
 */
@NullMarked
package io.finesweep.report;

import org.jspecify.annotations.NullMarked;
