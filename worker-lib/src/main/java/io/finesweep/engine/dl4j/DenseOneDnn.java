package io.finesweep.engine.dl4j;

import java.util.Arrays;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer.AlgoMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer.BwdDataAlgo;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer.BwdFilterAlgo;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer.FwdAlgo;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.mkldnn.MKLDNNBatchNormHelper;
import org.deeplearning4j.nn.layers.mkldnn.MKLDNNConvHelper;
import org.deeplearning4j.nn.layers.mkldnn.MKLDNNSubsamplingHelper;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * DL4J's helpers on oneDNN, given only arrays that lie in memory in the order of their axes. ND4J
 * 1.0.0-M2.1 hands others to oneDNN with wrong strides, and the numbers are then wrong and differ
 * from call to call: the gradient behind an activation with channels last is such an array.
 */
final class DenseOneDnn {

  private DenseOneDnn() {}

  private static INDArray dense(INDArray array) {
    return isDense(array) ? array : array.dup('c');
  }

  /** Whether {@code array} lies in memory in the order of its axes. */
  static boolean isDense(INDArray array) {
    return Arrays.equals(array.stride(), Nd4j.getStrides(array.shape(), 'c'));
  }

  /**
   * A convolution. DL4J computes its output a second time for the gradient, to know the
   * activation's slope. Where that can be told from the activation too, it is given the output that
   * the step already has.
   */
  static final class Convolution extends MKLDNNConvHelper {

    private @Nullable INDArray seen;
    private @Nullable INDArray output;
    private boolean learns;

    Convolution() {
      super(DataType.FLOAT);
    }

    @Override
    public INDArray activate(INDArray z, IActivation activation, boolean training) {
      learns = training && z == output && Rectifier.keepsSlope(activation);
      return super.activate(z, activation, training);
    }

    /** The output for {@code input}, if the forward pass of this step left it; given once. */
    private @Nullable INDArray left(INDArray input) {
      INDArray left = learns && input == seen ? output : null;
      learns = false;
      seen = null;
      output = null;
      return left;
    }

    @Override
    public INDArray preOutput(
        INDArray input,
        INDArray weights,
        INDArray bias,
        int[] kernel,
        int[] strides,
        int[] pad,
        AlgoMode mode,
        FwdAlgo algorithm,
        ConvolutionMode convolution,
        int[] dilation,
        CNN2DFormat format,
        LayerWorkspaceMgr workspaces) {
      INDArray left = left(input);
      if (left != null) {
        return left;
      }
      INDArray z =
          super.preOutput(
              dense(input),
              weights,
              bias,
              kernel,
              strides,
              pad,
              mode,
              algorithm,
              convolution,
              dilation,
              format,
              workspaces);
      seen = input;
      output = z;
      return z;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(
        INDArray input,
        INDArray weights,
        INDArray bias,
        INDArray delta,
        int[] kernel,
        int[] strides,
        int[] pad,
        INDArray biasGradient,
        INDArray weightGradient,
        IActivation activation,
        AlgoMode mode,
        BwdFilterAlgo filterAlgorithm,
        BwdDataAlgo dataAlgorithm,
        ConvolutionMode convolution,
        int[] dilation,
        CNN2DFormat format,
        LayerWorkspaceMgr workspaces) {
      return super.backpropGradient(
          dense(input),
          weights,
          bias,
          dense(delta),
          kernel,
          strides,
          pad,
          biasGradient,
          weightGradient,
          activation,
          mode,
          filterAlgorithm,
          dataAlgorithm,
          convolution,
          dilation,
          format,
          workspaces);
    }
  }

  /** A pooling. */
  static final class Pooling extends MKLDNNSubsamplingHelper {
    Pooling() {
      super(DataType.FLOAT);
    }

    @Override
    public INDArray activate(
        INDArray input,
        boolean training,
        int[] kernel,
        int[] strides,
        int[] pad,
        PoolingType type,
        ConvolutionMode convolution,
        int[] dilation,
        CNN2DFormat format,
        LayerWorkspaceMgr workspaces) {
      return super.activate(
          dense(input),
          training,
          kernel,
          strides,
          pad,
          type,
          convolution,
          dilation,
          format,
          workspaces);
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(
        INDArray input,
        INDArray epsilon,
        int[] kernel,
        int[] strides,
        int[] pad,
        PoolingType type,
        ConvolutionMode convolution,
        int[] dilation,
        CNN2DFormat format,
        LayerWorkspaceMgr workspaces) {
      return super.backpropGradient(
          dense(input),
          dense(epsilon),
          kernel,
          strides,
          pad,
          type,
          convolution,
          dilation,
          format,
          workspaces);
    }
  }

  /** A batch normalization. */
  static final class Normalization extends MKLDNNBatchNormHelper {
    Normalization() {
      super(DataType.FLOAT);
    }

    @Override
    public INDArray preOutput(
        INDArray input,
        boolean training,
        long[] shape,
        INDArray gamma,
        INDArray beta,
        INDArray mean,
        INDArray variance,
        double decay,
        double epsilon,
        CNN2DFormat format,
        LayerWorkspaceMgr workspaces) {
      return super.preOutput(
          dense(input),
          training,
          shape,
          gamma,
          beta,
          mean,
          variance,
          decay,
          epsilon,
          format,
          workspaces);
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(
        INDArray input,
        INDArray delta,
        long[] shape,
        INDArray gamma,
        INDArray beta,
        INDArray gammaGradient,
        INDArray betaGradient,
        double epsilon,
        CNN2DFormat format,
        LayerWorkspaceMgr workspaces) {
      return super.backpropGradient(
          dense(input),
          dense(delta),
          shape,
          gamma,
          beta,
          gammaGradient,
          betaGradient,
          epsilon,
          format,
          workspaces);
    }
  }
}
