package io.finesweep.spark;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

class ExecutorTableTest {

  private static SparkConf needs(int cores, double gpus) {
    return new SparkConf(false)
        .set("spark.task.cpus", Integer.toString(cores))
        .set("spark.task.resource.gpu.amount", Double.toString(gpus));
  }

  @Test
  void hasOneSlotWhereNoExecutorIsThereYet() {
    assertThat(new ExecutorTable(needs(1, 0)).slots()).isEqualTo(1);
  }

  @Test
  void addsUpTheRunsThatFitIntoEachExecutor() {
    ExecutorTable table = new ExecutorTable(needs(2, 0));
    table.put("0", "here", new Capacity(5, 0));
    table.put("1", "here", new Capacity(4, 0));
    assertThat(table.slots()).isEqualTo(4);
    table.remove("0");
    assertThat(table.slots()).isEqualTo(2);
  }

  @Test
  void letsNoMoreRunsShareAGpuThanSparkDoes() {
    ExecutorTable table = new ExecutorTable(needs(1, 0.4));
    table.put("0", "here", new Capacity(8, 1));
    assertThat(table.slots()).isEqualTo(2);
  }

  @Test
  void asksForOneExecutorMoreWhereSparkBringsThem() {
    ExecutorTable table =
        new ExecutorTable(needs(1, 0).set("spark.dynamicAllocation.enabled", "true"));
    assertThat(table.slots()).isEqualTo(1);
    table.put("0", "here", new Capacity(4, 0));
    assertThat(table.slots()).isEqualTo(8);
  }

  @Test
  void remembersTheLastExecutorSoThatASuspectIsNotMistakenForLonely() {
    ExecutorTable table = new ExecutorTable(needs(1, 0));
    assertThat(table.areShared()).isFalse();
    table.put("driver", "here", new Capacity(0, 0));
    table.put("0", "here", new Capacity(2, 0));
    table.remove("0");
    assertThat(table.areShared()).isTrue();
    assertThat(table.slots()).isEqualTo(1);
  }

  @Test
  void knowsTheHostOfAnExecutorWhosePortSparkDoesNotKnowYet() {
    assertThat(ExecutorTable.host("127.0.0.1:40123")).isEqualTo("127.0.0.1");
    assertThat(ExecutorTable.host("127.0.0.1")).isEqualTo("127.0.0.1");
    assertThat(ExecutorTable.host("[::1]:40123")).isEqualTo("[::1]");
    assertThat(ExecutorTable.host("[::1]")).isEqualTo("[::1]");
  }

  @Test
  void sendsTasksAnywhereUntilAnExecutorIsRefused() {
    ExecutorTable table = new ExecutorTable(needs(1, 0));
    table.put("0", "here", new Capacity(2, 0));
    table.put("1", "there", new Capacity(3, 0));
    assertThat(table.places()).isEmpty();
    table.refuse("0");
    assertThat(table.places()).containsExactly("executor_there_1");
    assertThat(table.slots()).isEqualTo(3);
    table.put("0", "here", new Capacity(2, 0));
    assertThat(table.slots()).isEqualTo(3);
    table.refuse("1");
    assertThat(table.holdsAny()).isFalse();
  }
}
