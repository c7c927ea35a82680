package io.finesweep.spark;

import java.util.HashMap;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.status.api.v1.ExecutorSummary;
import scala.collection.JavaConverters;

/** The executors that are there, and how many runs they can run at once. */
final class ExecutorTable {

  /** More slots than this say nothing about a cluster, and each costs the driver memory. */
  private static final int MOST = 10_000;

  private final Map<String, Capacity> executors = new HashMap<>();
  private final int cores;
  private final double gpus;
  private final boolean growing;

  /** An empty table; {@code conf} says what a task needs. */
  ExecutorTable(SparkConf conf) {
    this.cores = conf.getInt("spark.task.cpus", 1);
    this.gpus = conf.getDouble("spark.task.resource.gpu.amount", 0);
    this.growing = conf.getBoolean("spark.dynamicAllocation.enabled", false);
  }

  /** Puts in all that {@code context} knows of. In local mode that is the driver itself. */
  void read(SparkContext context) {
    for (ExecutorSummary executor :
        JavaConverters.seqAsJavaList(context.statusStore().executorList(true))) {
      int addresses = SparkEvents.addresses(executor.resources().get("gpu"));
      put(executor.id(), new Capacity(executor.totalCores(), addresses));
    }
  }

  void put(String executor, Capacity capacity) {
    executors.put(executor, capacity);
  }

  void remove(String executor) {
    executors.remove(executor);
  }

  boolean holds(String executor) {
    return executors.containsKey(executor);
  }

  /**
   * How many runs can run at once, at least 1. Where Spark brings executors as tasks wait for them,
   * one executor more than there are.
   */
  int slots() {
    long slots = 0;
    for (Capacity capacity : executors.values()) {
      slots += tasks(capacity);
    }
    slots += growing ? mostTasks() : 0;
    return (int) Math.max(1, Math.min(MOST, slots));
  }

  /** How many runs the largest executor can run at once. */
  int mostTasks() {
    return executors.values().stream().mapToInt(this::tasks).max().orElse(0);
  }

  /** How many cores the largest executor has. */
  int mostCores() {
    return executors.values().stream().mapToInt(Capacity::cores).max().orElse(0);
  }

  private int tasks(Capacity capacity) {
    return capacity.tasks(cores, gpus);
  }
}
