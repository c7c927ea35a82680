package io.finesweep.space;

import io.finesweep.trial.Value;
import java.util.AbstractList;
import java.util.Objects;
import java.util.RandomAccess;

/** All values of a parameter, made when they are asked for. */
final class Values extends AbstractList<Value> implements RandomAccess {

  private final Parameter parameter;

  Values(Parameter parameter) {
    this.parameter = parameter;
  }

  @Override
  public Value get(int index) {
    return parameter.value(Objects.checkIndex(index, size()));
  }

  @Override
  public int size() {
    return (int) Math.min(parameter.cardinality(), Integer.MAX_VALUE);
  }
}
