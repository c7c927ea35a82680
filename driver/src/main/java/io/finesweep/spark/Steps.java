package io.finesweep.spark;

import io.finesweep.engine.dl4j.DataParallel;
import io.finesweep.fold.RefitRows;
import io.finesweep.fold.RefitTask;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.Function2;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/** The batches of each process between two averages, made where they are trained on. */
record Steps(RefitTask task, int processes, String form, int epoch, int from, int most)
    implements Function2<Integer, Iterator<Integer>, Iterator<MultiDataSet>> {

  @Override
  public Iterator<MultiDataSet> call(Integer process, Iterator<Integer> nothing)
      throws IOException {
    RefitRows rows = ThisExecutor.foldRunner().shared(task).rows();
    long seed = task.seeds().seed("refit part", rows.seed(), process);
    return List.<MultiDataSet>copyOf(
            DataParallel.batches(
                rows.recipe(),
                form,
                rows.part(process, processes),
                DataParallel.batchSize(rows.recipe(), processes),
                epoch,
                from,
                most,
                seed))
        .iterator();
  }
}
