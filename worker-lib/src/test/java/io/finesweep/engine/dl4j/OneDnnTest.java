package io.finesweep.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Holds oneDNN's layers to DL4J's own, output by output and gradient by gradient. */
class OneDnnTest {

  /** Relative to the largest number: single precision, added up in another order. */
  private static final double OUTPUT = 3e-6;

  private static final double GRADIENT = 3e-5;

  @Test
  void isInTheNativesOfThisBuildWhereItExists() {
    assertThat(OneDnn.isOn()).isEqualTo(System.getProperty("os.arch").equals("amd64"));
    assertThat(NumericPath.describe()).contains(OneDnn.isOn() ? "oneDNN on" : "oneDNN off");
  }

  @Test
  void isOffWhereToldSo() {
    System.setProperty(OneDnn.SWITCH, "off");
    try {
      assertThat(OneDnn.isOn()).isFalse();
      assertThat(NumericPath.describe()).contains("oneDNN off");
    } finally {
      System.clearProperty(OneDnn.SWITCH);
    }
  }

  @Test
  void convolvesAsDl4jDoes() {
    for (CNN2DFormat format : CNN2DFormat.values()) {
      for (ConvolutionMode mode : modes()) {
        for (int kernel : new int[] {1, 3, 4}) {
          for (int stride : new int[] {1, 2}) {
            for (int dilation : new int[] {1, 2}) {
              int pad = mode == ConvolutionMode.Truncate && kernel > 1 ? 1 : 0;
              compare(convolution(format, mode, kernel, stride, dilation, pad, true), format, 3);
            }
          }
        }
      }
    }
  }

  @Test
  void convolvesWithoutABiasAsDl4jDoes() {
    for (CNN2DFormat format : CNN2DFormat.values()) {
      compare(convolution(format, ConvolutionMode.Same, 3, 1, 1, 0, false), format, 1);
    }
  }

  /** Its gradient comes back from DL4J with the axes of memory in another order. */
  @ParameterizedTest
  @EnumSource(names = {"RELU", "TANH", "SOFTPLUS"})
  void convolvesUnderAnActivationAsDl4jDoes(Activation activation) {
    for (CNN2DFormat format : CNN2DFormat.values()) {
      for (int kernel : new int[] {1, 3}) {
        Layer layer =
            new ConvolutionLayer.Builder(kernel, kernel)
                .nOut(5)
                .convolutionMode(ConvolutionMode.Same)
                .activation(activation)
                .dataFormat(format)
                .build();
        compare(layer, format, 3);
      }
    }
  }

  @Test
  void copiesOnlyWhatLiesInMemoryInAnotherOrder() {
    INDArray images = normal(1, 2, 3, 6, 5);
    assertThat(DenseOneDnn.isDense(images)).isTrue();
    assertThat(DenseOneDnn.isDense(images.slice(1))).isTrue();
    assertThat(DenseOneDnn.isDense(images.permute(0, 2, 3, 1))).isFalse();
    assertThat(DenseOneDnn.isDense(images.dup('f'))).isFalse();
  }

  /** The gradient needs the output again; tanh is told from it only before it was applied. */
  @ParameterizedTest
  @CsvSource({
    "RELU, true, true",
    "IDENTITY, true, true",
    "TANH, true, false",
    "RELU, false, false"
  })
  void convolvesOnceAStepWhereItCan(Activation activation, boolean training, boolean once) {
    var helper = new DenseOneDnn.Convolution();
    INDArray input = normal(1, 2, 3, 6, 6);
    INDArray z = output(helper, input);
    helper.activate(z, activation.getActivationFunction(), training);

    assertThat(output(helper, input) == z).isEqualTo(once);
    assertThat(output(helper, input)).isNotSameAs(z);
  }

  private static INDArray output(DenseOneDnn.Convolution helper, INDArray input) {
    int[] one = {1, 1};
    return helper.preOutput(
        input,
        normal(2, 4, 3, 3, 3),
        normal(3, 1, 4),
        new int[] {3, 3},
        one,
        new int[] {0, 0},
        ConvolutionLayer.AlgoMode.NO_WORKSPACE,
        ConvolutionLayer.FwdAlgo.GEMM,
        ConvolutionMode.Same,
        one,
        CNN2DFormat.NCHW,
        LayerWorkspaceMgr.noWorkspaces());
  }

  private static Layer convolution(
      CNN2DFormat format,
      ConvolutionMode mode,
      int kernel,
      int stride,
      int dilation,
      int pad,
      boolean bias) {
    return new ConvolutionLayer.Builder(kernel, kernel)
        .nOut(5)
        .stride(stride, stride)
        .dilation(dilation, dilation)
        .padding(pad, pad)
        .convolutionMode(mode)
        .hasBias(bias)
        .dataFormat(format)
        .build();
  }

  @Test
  void poolsAsDl4jDoes() {
    for (PoolingType type : List.of(PoolingType.MAX, PoolingType.AVG)) {
      for (CNN2DFormat format : CNN2DFormat.values()) {
        for (ConvolutionMode mode : modes()) {
          for (int kernel : new int[] {2, 3}) {
            for (int stride : new int[] {1, 2}) {
              compare(pooling(type, format, mode, kernel, stride, false), format, 4);
              compare(pooling(type, format, mode, kernel, stride, true), format, 4);
            }
          }
        }
      }
    }
  }

  private static Layer pooling(
      PoolingType type,
      CNN2DFormat format,
      ConvolutionMode mode,
      int kernel,
      int stride,
      boolean countsPadding) {
    int pad = mode == ConvolutionMode.Same ? 0 : 1;
    return new SubsamplingLayer.Builder(type)
        .kernelSize(kernel, kernel)
        .stride(stride, stride)
        .padding(pad, pad)
        .convolutionMode(mode)
        .avgPoolIncludePadInDivisor(countsPadding)
        .dataFormat(format)
        .build();
  }

  @Test
  void leavesAnAverageThatCountsPaddingToDl4j() {
    for (ConvolutionMode mode : modes()) {
      var layer = layer(pooling(PoolingType.AVG, CNN2DFormat.NCHW, mode, 3, 1, true), image(4));
      OneDnn.giveTo(layer);

      assertThat(layer.getHelper()).isNull();
    }
  }

  @Test
  void normalizesAsDl4jDoes() {
    for (CNN2DFormat format : CNN2DFormat.values()) {
      compare(new BatchNormalization.Builder().dataFormat(format).build(), format, 4);
      compare(
          new BatchNormalization.Builder().dataFormat(format).useLogStd(true).build(), format, 4);
    }
  }

  @Test
  void normalizesColumnsAsDl4jDoes() {
    for (CNN2DFormat format : CNN2DFormat.values()) {
      Layer layer = new BatchNormalization.Builder().dataFormat(format).nIn(6).nOut(6).build();
      compare(layer, InputType.feedForward(6), normal(1, 8, 6));
    }
  }

  @Test
  void leavesLockedNormalizationsToDl4j() {
    var layer = layer(new BatchNormalization.Builder().lockGammaBeta(true).build(), image(4));
    OneDnn.giveTo(layer);

    assertThat(layer.getHelper()).isNull();
  }

  private static List<ConvolutionMode> modes() {
    return List.of(ConvolutionMode.Truncate, ConvolutionMode.Same);
  }

  private static InputType image(int channels) {
    return InputType.convolutional(9, 8, channels);
  }

  private static void compare(Layer layer, CNN2DFormat format, int channels) {
    boolean last = format == CNN2DFormat.NHWC;
    INDArray input = last ? normal(1, 6, 9, 8, channels) : normal(1, 6, channels, 9, 8);
    compare(layer, InputType.convolutional(9, 8, channels, format), input);
  }

  private static void compare(Layer configuration, InputType type, INDArray input) {
    List<INDArray> plain = run(layer(configuration, type), input, array -> array.dup('c'));
    List<UnaryOperator<INDArray>> layouts =
        List.of(array -> array.dup('c'), array -> array.dup('f'), OneDnnTest::channelsFirst);
    for (UnaryOperator<INDArray> layout : layouts) {
      var layer = layer(configuration, type);
      OneDnn.giveTo(layer);
      List<INDArray> fast = run(layer, input, layout);

      assertThat(fast).hasSameSizeAs(plain);
      for (int i = 0; i < plain.size(); i++) {
        assertThat(difference(plain.get(i), fast.get(i)))
            .as("number %d of %s, layout %d", i, configuration, layouts.indexOf(layout))
            .isLessThan(i < 2 ? OUTPUT : GRADIENT);
      }
    }
  }

  /** The same numbers, in memory by another order of the axes, as after a permutation. */
  private static INDArray channelsFirst(INDArray array) {
    return array.rank() == 4
        ? array.permute(0, 3, 1, 2).dup('c').permute(0, 2, 3, 1)
        : array.dup('c');
  }

  private static org.deeplearning4j.nn.api.Layer layer(Layer configuration, InputType type) {
    NeuralNetConfiguration whole =
        new NeuralNetConfiguration.Builder().layer(configuration.clone()).build();
    if (type.getType() != InputType.Type.FF) {
      whole.getLayer().setNIn(type, true);
    }
    long size = whole.getLayer().initializer().numParams(whole);
    INDArray weights = size == 0 ? null : normal(2, 1, size).muli(0.3).addi(0.5);
    var layer = whole.getLayer().instantiate(whole, List.of(), 0, weights, false, DataType.FLOAT);
    if (size > 0) {
      layer.setBackpropGradientsViewArray(Nd4j.create(1, size));
    }
    return layer;
  }

  /** Outputs in prediction and in training, gradient of the input, gradients of the weights. */
  private static List<INDArray> run(
      org.deeplearning4j.nn.api.Layer layer, INDArray input, UnaryOperator<INDArray> layout) {
    LayerWorkspaceMgr workspaces = LayerWorkspaceMgr.noWorkspaces();
    List<INDArray> numbers = new ArrayList<>();
    layer.setInputMiniBatchSize((int) input.size(0));
    numbers.add(layer.activate(layout.apply(input), false, workspaces).dup('c'));
    numbers.add(layer.activate(layout.apply(input), true, workspaces).dup('c'));
    INDArray epsilon = layout.apply(normal(3, numbers.get(1).shape()));
    var gradients = layer.backpropGradient(epsilon, workspaces);
    numbers.add(gradients.getSecond().dup('c'));
    gradients.getFirst().gradientForVariable().values().forEach(g -> numbers.add(g.dup('c')));
    return numbers;
  }

  private static double difference(INDArray one, INDArray other) {
    assertThat(other.shape()).isEqualTo(one.shape());
    return one.sub(other).amaxNumber().doubleValue()
        / Math.max(1e-9, one.amaxNumber().doubleValue());
  }

  private static INDArray normal(int seed, long... shape) {
    Nd4j.getRandom().setSeed(seed);
    return Nd4j.randn(shape).castTo(DataType.FLOAT);
  }
}
