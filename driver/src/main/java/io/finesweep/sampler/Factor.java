package io.finesweep.sampler;

import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.decomposition.chol.CholeskyDecompositionInner_DDRM;

/**
 * The Cholesky factor of a symmetric positive definite matrix.
 *
 * @param lower the lower triangular factor, rows one after another
 * @param size how many rows
 */
record Factor(double[] lower, int size) {

  private static final double FIRST_JITTER = 1e-8;
  private static final int TRIES = 6;

  /**
   * The factor of {@code matrix}, of which the lower triangle counts; where rounding has cost it
   * its definiteness, a little is added to the diagonal. Empty where that does not help.
   *
   * @param matrix rows one after another
   */
  static Optional<Factor> of(double[] matrix, int size) {
    double jitter = 0;
    for (int attempt = 0; attempt <= TRIES; attempt++) {
      DMatrixRMaj lifted = new DMatrixRMaj(size, size, true, matrix.clone());
      for (int i = 0; i < size; i++) {
        lifted.add(i, i, jitter);
        for (int k = 0; k < i; k++) {
          lifted.set(k, i, lifted.get(i, k));
        }
      }
      CholeskyDecompositionInner_DDRM cholesky = new CholeskyDecompositionInner_DDRM(true);
      if (cholesky.decompose(lifted)) {
        return Optional.of(new Factor(cholesky.getT(null).data, size));
      }
      jitter = attempt == 0 ? FIRST_JITTER : jitter * 10;
    }
    return Optional.empty();
  }

  /** The logarithm of the matrix's determinant. */
  double logDeterminant() {
    double sum = 0;
    for (int i = 0; i < size; i++) {
      sum += Math.log(lower[i * size + i]);
    }
    return 2 * sum;
  }

  /** The factor's inverse times {@code vector}, for its first {@code count} rows. */
  double[] forward(double[] vector, int count) {
    double[] solved = new double[count];
    for (int i = 0; i < count; i++) {
      int row = i * size;
      solved[i] = (vector[i] - dot(row, solved, i)) / lower[row + i];
    }
    return solved;
  }

  // Four sums: one alone would wait for itself at each step.
  private double dot(int row, double[] vector, int count) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int k = 0;
    for (; k + 3 < count; k += 4) {
      a += lower[row + k] * vector[k];
      b += lower[row + k + 1] * vector[k + 1];
      c += lower[row + k + 2] * vector[k + 2];
      d += lower[row + k + 3] * vector[k + 3];
    }
    for (; k < count; k++) {
      a += lower[row + k] * vector[k];
    }
    return a + b + (c + d);
  }

  /** The transposed factor's inverse times {@code vector}, as if it had no further rows. */
  double[] backward(double[] vector) {
    double[] solved = vector.clone();
    for (int i = solved.length - 1; i >= 0; i--) {
      int row = i * size;
      double value = solved[i] / lower[row + i];
      solved[i] = value;
      for (int k = 0; k < i; k++) {
        solved[k] -= value * lower[row + k];
      }
    }
    return solved;
  }

  /** The matrix's inverse, of which only the lower triangle is filled; rows one after another. */
  double[] inverse() {
    double[] half = new double[size * size];
    for (int i = 0; i < size; i++) {
      for (int k = 0; k < i; k++) {
        add(half, i * size, -lower[i * size + k], half, k * size, k + 1);
      }
      double pivot = 1 / lower[i * size + i];
      for (int k = 0; k < i; k++) {
        half[i * size + k] *= pivot;
      }
      half[i * size + i] = pivot;
    }
    double[] inverse = new double[size * size];
    for (int k = 0; k < size; k++) {
      for (int i = 0; i <= k; i++) {
        add(inverse, i * size, half[k * size + i], half, k * size, i + 1);
      }
    }
    return inverse;
  }

  private static void add(double[] to, int at, double factor, double[] from, int start, int count) {
    for (int k = 0; k < count; k++) {
      to[at + k] += factor * from[start + k];
    }
  }
}
