package io.finesweep.spark;

import org.apache.hadoop.conf.Configuration;
import org.apache.spark.deploy.SparkHadoopUtil;

/** How this process reaches file systems: Hadoop's files, and what {@code spark.hadoop.*} adds. */
public final class HadoopSettings {

  private HadoopSettings() {}

  /** The settings, whether or not an application is running. */
  public static Configuration here() {
    return new Configuration(SparkHadoopUtil.get().conf());
  }
}
