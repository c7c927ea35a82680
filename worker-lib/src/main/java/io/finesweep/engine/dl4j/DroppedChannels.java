package io.finesweep.engine.dl4j;

import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.MulOp;
import org.nd4j.linalg.api.ops.random.impl.DropOutInverted;
import org.nd4j.linalg.factory.Broadcast;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Drops whole channels of images that were flattened, and enlarges the others (Tompson et al. 2015,
 * section 3.2). DL4J's own class knows neither flat rows nor channels that come last.
 */
final class DroppedChannels implements IDropout {

  /**
   * How channels lie in a flat row.
   *
   * @param channels how many there are
   * @param last whether a place's channels stand beside each other
   */
  record Layout(int channels, boolean last) {}

  private final double kept;
  private final Layout layout;
  private @Nullable INDArray mask;

  /** {@code kept} is the probability that a channel is not dropped. */
  DroppedChannels(double kept, Layout layout) {
    this.kept = kept;
    this.layout = layout;
  }

  double kept() {
    return kept;
  }

  @Override
  public INDArray applyDropout(
      INDArray rows, INDArray result, int iteration, int epoch, LayerWorkspaceMgr workspaces) {
    long count = rows.size(0);
    long area = rows.size(1) / layout.channels();
    INDArray drawn =
        workspaces
            .createUninitialized(ArrayType.INPUT, rows.dataType(), count, layout.channels())
            .assign(1);
    Nd4j.getExecutioner().exec(new DropOutInverted(drawn, drawn, kept));
    INDArray whole =
        workspaces
            .createUninitialized(ArrayType.INPUT, rows.dataType(), rows.shape(), 'c')
            .assign(1);
    INDArray channels =
        layout.last()
            ? whole.reshape('c', count, area, layout.channels())
            : whole.reshape('c', count, layout.channels(), area);
    Broadcast.mul(channels, drawn, channels, 0, layout.last() ? 2 : 1);
    mask = whole;
    Nd4j.getExecutioner().exec(new MulOp(rows, whole, result));
    return result;
  }

  @Override
  public INDArray backprop(INDArray above, INDArray below, int iteration, int epoch) {
    if (mask == null) {
      throw new IllegalStateException("No row went forward before.");
    }
    Nd4j.getExecutioner().exec(new MulOp(above, mask, below));
    mask = null;
    return below;
  }

  @Override
  public void clear() {
    mask = null;
  }

  @Override
  public IDropout clone() {
    return new DroppedChannels(kept, layout);
  }
}
