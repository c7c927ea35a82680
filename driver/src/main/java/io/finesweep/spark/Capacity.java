package io.finesweep.spark;

/** What an executor has to share out among its tasks. */
record Capacity(int cores, int gpus) {

  /** How many tasks that need so much each it can run at once. */
  int tasks(int cores, double gpus) {
    int byCores = this.cores / cores;
    // Spark gives the shares of each address out whole: 0.4 of a GPU lets two tasks share it.
    return gpus == 0 ? byCores : Math.min(byCores, this.gpus * (int) Math.floor(1 / gpus));
  }
}
