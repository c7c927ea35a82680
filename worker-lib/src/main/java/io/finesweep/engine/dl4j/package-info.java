/**
 * Fine-tuning with DL4J; the only importer of DL4J in this module.
 *
 * <p>Uses {@code engine} and what it uses.
 */
@NullMarked
package io.finesweep.engine.dl4j;

import org.jspecify.annotations.NullMarked;
