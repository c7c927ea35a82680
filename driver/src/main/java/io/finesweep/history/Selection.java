package io.finesweep.history;

/** Order statistics in linear time (Hoare, Algorithm 65: Find, 1961). */
final class Selection {

  private Selection() {}

  /** The number that {@code rank} others are not above; reorders {@code numbers}. */
  static double smallest(double[] numbers, int rank) {
    int low = 0;
    int high = numbers.length - 1;
    while (low < high) {
      double pivot = median(numbers[low], numbers[(low + high) >>> 1], numbers[high]);
      int left = low;
      int right = high;
      while (left <= right) {
        while (numbers[left] < pivot) {
          left++;
        }
        while (numbers[right] > pivot) {
          right--;
        }
        if (left <= right) {
          double swapped = numbers[left];
          numbers[left++] = numbers[right];
          numbers[right--] = swapped;
        }
      }
      if (rank <= right) {
        high = right;
      } else if (rank >= left) {
        low = left;
      } else {
        return numbers[rank];
      }
    }
    return numbers[rank];
  }

  private static double median(double a, double b, double c) {
    return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
  }
}
