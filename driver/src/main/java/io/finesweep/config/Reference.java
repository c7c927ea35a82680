package io.finesweep.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;

/** The manual: every key with its default. */
final class Reference {

  private Reference() {}

  /** The sections of {@code reference.conf} that are Finesweep's. */
  static Config config() {
    ConfigParseOptions options = ConfigParseOptions.defaults().setAllowMissing(false);
    return ConfigFactory.parseResources(
        Reference.class.getClassLoader(), "reference.conf", options);
  }
}
