package io.finesweep.spark;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.ExecutorCacheTaskLocation;
import org.apache.spark.status.api.v1.ExecutorSummary;
import scala.collection.JavaConverters;

/** The executors that are there, and how many runs they can run at once. */
final class ExecutorTable {

  /** More slots than this say nothing about a cluster, and each costs the driver memory. */
  private static final int MOST = 10_000;

  private final Map<String, Capacity> executors = new HashMap<>();
  private final Map<String, String> places = new TreeMap<>();
  private final Set<String> refused = new HashSet<>();
  private final int cores;
  private final double gpus;
  private final boolean growing;

  /** Of those that are there, or where there is none, of those that were there last. */
  private Capacity largest = new Capacity(0, 0);

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
      put(executor.id(), host(executor.hostPort()), new Capacity(executor.totalCores(), addresses));
    }
  }

  /**
   * The host of what Spark calls an executor's host and port. Of one that has just registered Spark
   * knows only the host yet.
   */
  static String host(String hostPort) {
    return hostPort.replaceFirst(":\\d+$", "");
  }

  void put(String executor, String host, Capacity capacity) {
    // A cluster's driver is listed too, and runs nothing.
    if (capacity.cores() > 0 && !refused.contains(executor)) {
      executors.put(executor, capacity);
      places.put(executor, new ExecutorCacheTaskLocation(host, executor).toString());
      findLargest();
    }
  }

  void remove(String executor) {
    executors.remove(executor);
    places.remove(executor);
    findLargest();
  }

  /** Takes an executor out for good. */
  void refuse(String executor) {
    refused.add(executor);
    remove(executor);
  }

  /**
   * The executors that tasks must go to, as Spark writes a task's preferred locations; empty where
   * they may go to any.
   */
  List<String> places() {
    return refused.isEmpty() ? List.of() : List.copyOf(places.values());
  }

  /** Where runs may go that must not go to {@code executor}; where there is no other, anywhere. */
  List<String> placesWithout(String executor) {
    Map<String, String> others = new TreeMap<>(places);
    others.remove(executor);
    return others.isEmpty() ? places() : List.copyOf(others.values());
  }

  /** How many runs more than {@code running} an executor can run; none where it is not there. */
  int free(String executor, long running) {
    Capacity capacity = executors.get(executor);
    return capacity == null ? 0 : (int) Math.max(0, tasks(capacity) - running);
  }

  /** An executor that is there, as Spark writes a task's preferred location. */
  List<String> place(String executor) {
    return List.of(Objects.requireNonNull(places.get(executor)));
  }

  boolean holdsAny() {
    return !executors.isEmpty();
  }

  private void findLargest() {
    largest =
        executors.values().stream()
            .max(Comparator.comparingInt(Capacity::cores).thenComparingInt(this::tasks))
            .orElse(largest);
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
    slots += growing ? tasks(largest) : 0;
    return (int) Math.max(1, Math.min(MOST, slots));
  }

  /** The largest executor that is there, or where there is none, that was there last. */
  Capacity largest() {
    return largest;
  }

  /** Whether a run can have another one beside it. */
  boolean areShared() {
    return tasks(largest) > 1;
  }

  /** Whether a run fits into any executor. */
  boolean holdARun() {
    return tasks(largest) > 0;
  }

  private int tasks(Capacity capacity) {
    return capacity.tasks(cores, gpus);
  }
}
