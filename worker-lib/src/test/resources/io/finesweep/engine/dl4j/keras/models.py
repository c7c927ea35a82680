"""Writes small Keras models, in the forms that people have them, and what they say of a row.

python models.py FOLDER, with Keras 2.15 (files NAME.h5) or Keras 3 (NAME-3.h5, NAME-3.keras).
Those whose names end with _app are Keras' own applications, made narrow and shallow.
"""

import json
import sys

import keras
import numpy as np
from keras import layers
from keras.src.applications import densenet as densenets
from keras.src.applications import efficientnet as efficientnets
from keras.src.applications import mobilenet as mobilenets
from keras.src.applications import mobilenet_v3 as mobilenets_v3
from keras.src.applications import resnet as resnets

THREE = keras.__version__.startswith("3")


def vgg():
    inputs = keras.Input((12, 12, 3))
    x = inputs
    for block, filters in enumerate((4, 6), 1):
        for number in (1, 2):
            x = layers.Conv2D(filters, 3, padding="same", activation="relu",
                              name="block%d_conv%d" % (block, number))(x)
        x = layers.MaxPooling2D(2, name="block%d_pool" % block)(x)
    x = layers.Flatten(name="flatten")(x)
    x = layers.Dense(8, activation="relu", name="fc1")(x)
    x = layers.Dense(3, activation="softmax", name="predictions")(x)
    return keras.Model(inputs, x, name="vgg")


def resnet():
    inputs = keras.Input((12, 12, 3))
    x = layers.ZeroPadding2D(1, name="conv1_pad")(inputs)
    x = layers.Conv2D(4, 3, strides=2, name="conv1_conv")(x)
    x = layers.BatchNormalization(name="conv1_bn")(x)
    x = layers.Activation("relu", name="conv1_relu")(x)
    short = layers.Conv2D(6, 1, name="conv2_0_conv")(x)
    short = layers.BatchNormalization(name="conv2_0_bn")(short)
    x = layers.Conv2D(6, 3, padding="same", name="conv2_1_conv")(x)
    x = layers.BatchNormalization(name="conv2_1_bn")(x)
    x = layers.Add(name="conv2_add")([short, x])
    x = layers.Activation("relu", name="conv2_out")(x)
    x = layers.GlobalAveragePooling2D(name="avg_pool")(x)
    x = layers.Dense(3, activation="softmax", name="predictions")(x)
    return keras.Model(inputs, x, name="resnet")


def mobilenet():
    inputs = keras.Input((12, 12, 3))
    x = layers.Conv2D(4, 3, strides=2, padding="same", use_bias=False, name="conv1")(inputs)
    x = layers.BatchNormalization(name="conv1_bn")(x)
    x = layers.ReLU(6.0, name="conv1_relu")(x)
    x = layers.DepthwiseConv2D(3, padding="same", use_bias=False, name="conv_dw_1")(x)
    x = layers.BatchNormalization(name="conv_dw_1_bn")(x)
    x = layers.ReLU(6.0, name="conv_dw_1_relu")(x)
    x = layers.Conv2D(6, 1, padding="same", use_bias=False, name="conv_pw_1")(x)
    x = layers.BatchNormalization(name="conv_pw_1_bn")(x)
    x = layers.ReLU(6.0, name="conv_pw_1_relu")(x)
    x = layers.GlobalAveragePooling2D(name="global_pool")(x)
    x = layers.Dense(3, activation="softmax", name="predictions")(x)
    return keras.Model(inputs, x, name="mobilenet")


def efficientnet():
    inputs = keras.Input((12, 12, 3))
    x = layers.Rescaling(1 / 255.0, name="rescaling")(inputs)
    x = layers.Conv2D(4, 3, strides=2, padding="same", use_bias=False, name="stem_conv")(x)
    x = layers.BatchNormalization(name="stem_bn")(x)
    x = layers.Activation("swish", name="stem_activation")(x)
    s = layers.GlobalAveragePooling2D(name="se_squeeze")(x)
    s = layers.Reshape((1, 1, 4), name="se_reshape")(s)
    s = layers.Conv2D(2, 1, padding="same", activation="swish", name="se_reduce")(s)
    s = layers.Conv2D(4, 1, padding="same", activation="sigmoid", name="se_expand")(s)
    x = layers.Multiply(name="se_excite")([x, s])
    x = layers.GlobalAveragePooling2D(name="avg_pool")(x)
    x = layers.Dense(3, activation="softmax", name="predictions")(x)
    return keras.Model(inputs, x, name="efficientnet")


def lstm_words():
    return keras.Sequential([
        keras.Input((10,)),
        layers.Embedding(20, 6, name="embedding"),
        layers.LSTM(5, name="lstm"),
        layers.Dense(3, activation="softmax", name="predictions"),
    ], name="lstm_words")


def conv_vectors():
    return keras.Sequential([
        keras.Input((10, 6)),
        layers.Conv1D(5, 3, padding="same", activation="relu", name="conv1d"),
        layers.GlobalMaxPooling1D(name="pool"),
        layers.Dense(3, activation="softmax", name="predictions"),
    ], name="conv_vectors")


def lstm_vectors():
    return keras.Sequential([
        keras.Input((10, 6)),
        layers.LSTM(5, name="lstm"),
        layers.Dense(3, activation="softmax", name="predictions"),
    ], name="lstm_vectors")


def resnet_app():
    stack = resnets.stack_residual_blocks_v1 if THREE else resnets.stack1
    return resnets.ResNet(lambda x: stack(stack(x, 4, 2, stride1=1, name="conv2"), 8, 1, name="conv3"),
                          False, True, weights=None, input_shape=(32, 32, 3), classes=3)


def mobilenet_app():
    whole = mobilenets.MobileNet((32, 32, 3), alpha=0.1, weights=None, classes=3)
    x = layers.GlobalAveragePooling2D(name="pool")(whole.get_layer("conv_pw_3_relu").output)
    return keras.Model(whole.input, layers.Dense(3, activation="softmax", name="predictions")(x))


def efficientnet_app():
    blocks = [dict(block) for block in efficientnets.DEFAULT_BLOCKS_ARGS[:2]]
    return efficientnets.EfficientNet(0.2, 0.5, 32, depth_divisor=4, blocks_args=blocks,
                                      weights=None, input_shape=(32, 32, 3), classes=3)


def pooled_vectors():
    return keras.Sequential([
        keras.Input((10, 6)),
        layers.Conv1D(5, 3, activation="relu", name="conv1d"),
        layers.MaxPooling1D(2, name="pool"),
        layers.Conv1D(4, 2, activation="relu", name="conv1d_above"),
        layers.GlobalAveragePooling1D(name="mean"),
        layers.Dense(3, activation="softmax", name="predictions"),
    ], name="pooled_vectors")


def nested_sequences():
    """Sequences in sequences, in the innermost of which a layer has the name of an outer one."""
    inner = keras.Sequential([layers.Conv2D(5, 3, name="conv"), layers.ReLU(name="relu")], name="inner")
    return keras.Sequential([
        keras.Input((12, 12, 3)),
        keras.Sequential([layers.Conv2D(4, 3, strides=2, name="stem"), layers.BatchNormalization(name="norm"),
                          inner], name="features"),
        layers.Conv2D(6, 2, name="conv"),
        layers.GlobalAveragePooling2D(name="pool"),
        keras.Sequential([layers.Dense(4, activation="relu", name="hidden"),
                          layers.Dense(3, activation="softmax", name="predictions")], name="top"),
    ], name="nested_sequences")


def nested_resnet():
    """A branching model in a sequence."""
    whole = resnet()
    return keras.Sequential([
        keras.Model(whole.input, whole.get_layer("conv2_out").output, name="base"),
        layers.Conv2D(4, 3, activation="relu", name="conv1_conv"),
        layers.Flatten(name="flatten"),
        layers.Dense(3, activation="softmax", name="predictions"),
    ], name="nested_resnet")


def transfer_app():
    """Keras' guide to transfer learning: a base that predicts, under a head, both in a model with more."""
    base = mobilenets.MobileNet((32, 32, 3), alpha=0.1, weights=None, include_top=False)
    base = keras.Model(base.input, base.get_layer("conv_pw_3_relu").output, name="base")
    base.trainable = False
    image = keras.Input((32, 32, 3), name="image")
    x = base(image, training=False)
    x = layers.GlobalAveragePooling2D(name="pool")(x)
    x = layers.Dropout(0.2, name="dropout")(x)
    x = layers.Dense(8, activation="relu", name="hidden")(x)
    body = keras.Model(image, x, name="body")
    again = keras.Input((32, 32, 3), name="again")
    return keras.Model(again, layers.Dense(3, activation="softmax", name="predictions")(body(again)))


def mobilenetv3_app():
    def stack(x, kernel, activation, se_ratio):
        block = mobilenets_v3._inverted_res_block
        x = block(x, 1, 8, 3, 2, se_ratio, mobilenets_v3.relu, 0)
        return block(x, 2, 8, kernel, 1, se_ratio, activation, 1)

    whole = mobilenets_v3.MobileNetV3(stack, 16, (32, 32, 3), weights=None, include_top=False)
    x = layers.GlobalAveragePooling2D(keepdims=True, name="pool")(whole.output)
    x = layers.Flatten(name="flatten")(x)
    return keras.Model(whole.input, layers.Dense(3, activation="softmax", name="predictions")(x))


def arithmetic():
    """Of operators, below layers that learn and above, and of augmentation."""
    inputs = keras.Input((12, 12, 3))
    x = keras.Sequential([layers.RandomFlip("horizontal"), layers.RandomRotation(0.1)], name="augment")(inputs)
    x = x / 127.5 - 1.0
    x = layers.Conv2D(4, 3, strides=2, name="conv")(x)
    x = layers.BatchNormalization(center=False, name="norm")(x)
    y = layers.Conv2D(4, 1, name="conv_y")(x)
    x = layers.Rescaling(0.5, offset=0.25, name="late")(2.0 - x) + y
    x = layers.Activation("hard_sigmoid", name="gate")(x) * y
    x = (x - y) * 3.0
    x = layers.Concatenate(name="all")([
        layers.ReLU(0.15, negative_slope=0.1, name="relu_capped")(x),
        layers.LeakyReLU(0.2, name="leaky")(x),
        layers.ELU(0.5, name="elu")(x),
        layers.PReLU(name="prelu")(x),
        layers.Activation("selu", name="selu")(x),
        layers.Activation("softplus", name="softplus")(x),
        layers.Activation("softsign", name="softsign")(x),
        layers.Activation("tanh", name="tanh")(x),
        layers.Softmax(name="softmax")(x),
        layers.ReLU(negative_slope=0.3, name="relu_leaky")(x),
        layers.ReLU(threshold=0.1, name="relu_late")(x),
    ])
    x = layers.Subtract(name="centred")([x, layers.GlobalAveragePooling2D(keepdims=True, name="mean")(x)])
    x = layers.GlobalMaxPooling2D(keepdims=True, name="pool")(x)
    x = layers.Conv2D(5, 1, name="top")(x)
    x = layers.Flatten(name="flatten")(x)
    return keras.Model(inputs, layers.Dense(3, activation="softmax", name="predictions")(x))


def densenet_app():
    """The beginning of one; Keras 2 gives its layers names with slashes."""
    whole = densenets.DenseNet([1, 1, 1, 1], include_top=False, weights=None, input_shape=(32, 32, 3))
    cut = keras.Model(whole.input, whole.get_layer("pool1").output)
    x = layers.Conv2D(4, 1, name="narrow")(cut.output)
    x = densenets.conv_block(x, 3, name="conv2_block1")
    x = densenets.transition_block(x, 0.5, name="pool2")
    x = layers.GlobalAveragePooling2D(name="pool")(x)
    return keras.Model(cut.input, layers.Dense(3, activation="softmax", name="predictions")(x))


def strange():
    """Of layers that cannot be imported; nobody looks at what it says."""
    inputs = keras.Input((12, 12, 3))
    x = layers.Conv2D(4, 3, padding="same", name="conv")(inputs)
    x = layers.BatchNormalization(axis=1, name="rows")(x)
    x = layers.DepthwiseConv2D(3, depth_multiplier=2, name="double")(x)
    x = layers.UpSampling2D(2, interpolation="bilinear", name="smooth")(x)
    x = layers.Softmax(axis=1, name="column")(x)
    x = layers.Activation("gelu", name="gelu")(x)
    x = layers.LayerNormalization(name="norm")(x)
    x = layers.Conv2D(4, 3, groups=4, name="grouped")(x)
    twice = keras.Sequential([layers.Dense(4)], name="inner")
    x = layers.Add(name="sum")([twice(x), twice(layers.ReLU(name="relu")(x))])
    x = layers.Normalization(mean=[0.5] * 4, variance=[2.0] * 4, name="late")(x)
    x = layers.Reshape((-1, 4), name="words")(x)
    x = layers.AveragePooling1D(2, padding="same", name="padded")(x)
    x = layers.Flatten(name="flatten")(x)
    return keras.Model(inputs, layers.Dense(3, activation="softmax", name="predictions")(x))


def flat_words():
    return keras.Sequential([
        keras.Input((10,)),
        layers.Embedding(20, 6, name="embedding"),
        layers.Flatten(name="flatten"),
        layers.Dense(4, activation="tanh", name="dense"),
        layers.Dense(3, activation="softmax", name="predictions"),
    ], name="flat_words")


def main(folder):
    draw = np.random.default_rng(3)
    for make in (vgg, resnet, mobilenet, efficientnet, lstm_words, conv_vectors, lstm_vectors,
                 resnet_app, mobilenet_app, efficientnet_app, strange, pooled_vectors,
                 nested_sequences, nested_resnet, transfer_app, mobilenetv3_app, arithmetic,
                 densenet_app, flat_words):
        keras.utils.set_random_seed(7)
        model = make()
        # Biases and statistics are no longer 0 and 1.
        model.set_weights([w + np.abs(draw.normal(0, 0.1, w.shape)).astype("float32") if w.ndim == 1 else w
                           for w in model.get_weights()])
        shape = model.input_shape[1:]
        row = draw.integers(0, 20, shape) if len(shape) == 1 else draw.normal(0, 1, shape)
        if make in (efficientnet, efficientnet_app, mobilenetv3_app, arithmetic,
                 densenet_app):
            row = np.abs(row) * 60
        row = np.round(row, 2).astype("float32")
        name = make.__name__ + ("-3" if THREE else "")
        for end in ("h5", "keras") if THREE else ("h5",):
            model.save("%s/%s.%s" % (folder, name, end))
        if make is strange:
            continue
        read = keras.models.load_model("%s/%s.%s" % (folder, name, end), compile=False)
        said = read.predict(row[None], verbose=0)[0]
        with open("%s/%s.json" % (folder, name), "w", encoding="utf-8") as out:
            json.dump({"row": [float("%g" % x) for x in row.ravel()], "said": [float(x) for x in said]}, out)


main(sys.argv[1])
