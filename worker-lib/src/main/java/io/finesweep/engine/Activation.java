package io.finesweep.engine;

/** The function that a layer's outputs pass through. */
public enum Activation {
  RELU,
  LEAKY_RELU,
  ELU,
  GELU,
  SELU,
  SWISH,
  TANH,
  SIGMOID,
  IDENTITY
}
