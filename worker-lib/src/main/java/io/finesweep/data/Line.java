package io.finesweep.data;

/** Maps x to (x − offset) × factor. */
public record Line(double offset, double factor) {

  double map(double x) {
    return (x - offset) * factor;
  }
}
