package io.finesweep.engine.dl4j;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.FrozenVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;

/** Copies of configurations. DL4J's own forget along which axis a vertex merges. */
final class Copies {

  private Copies() {}

  static GraphVertex of(GraphVertex vertex) {
    if (vertex instanceof FrozenVertex frozen) {
      return new FrozenVertex(of(frozen.getUnderlying()));
    }
    GraphVertex copy = vertex.clone();
    if (vertex instanceof MergeVertex merge && copy instanceof MergeVertex merged) {
      merged.setMergeAxis(merge.getMergeAxis());
      merged.setModified(merge.isModified());
    }
    return copy;
  }

  /** All of {@code graph}, but for how far its training is. */
  static ComputationGraphConfiguration of(ComputationGraphConfiguration graph) {
    ComputationGraphConfiguration copy = graph.clone();
    graph
        .getVertices()
        .forEach(
            (name, vertex) -> {
              if (!(vertex instanceof LayerVertex)) {
                copy.getVertices().put(name, of(vertex));
              }
            });
    return copy;
  }
}
