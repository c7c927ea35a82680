package io.finesweep.spark;

import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkEnv;
import org.apache.spark.deploy.SparkHadoopUtil;

/** How this process reaches file systems: Hadoop's files, and what {@code spark.hadoop.*} adds. */
public final class HadoopSettings {

  private HadoopSettings() {}

  /** The settings, whether or not an application is running. */
  public static Configuration here() {
    SparkEnv environment = SparkEnv.get();
    // An executor's own properties do not hold spark.hadoop.*; what the driver sent it does.
    return environment == null
        ? new Configuration(SparkHadoopUtil.get().conf())
        : SparkHadoopUtil.get().newConfiguration(environment.conf());
  }
}
