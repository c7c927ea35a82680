package io.finesweep.engine.dl4j;

import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * A graph that is ready to be trained.
 *
 * @param cut which of its layers are frozen for good
 * @param form in which it wants its rows
 * @param ending how it is saved
 */
record Started(ComputationGraph graph, Cut cut, InputForm form, Ending<ComputationGraph> ending) {}
