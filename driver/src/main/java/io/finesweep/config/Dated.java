package io.finesweep.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * Puts the date into the name of a sweep that is run again and again. What is stored is the name
 * with the date, so that a sweep can be carried on with on another day.
 */
final class Dated {

  private static final String NAME = "sweep.name";
  private static final String DATE = "${date}";

  /** The environment variable that a scheduler sets to the day a run is for. */
  private static final String VARIABLE = "FINESWEEP_DATE";

  private Dated() {}

  /** The document with the day in place of each <code>${date}</code> in the sweep's name. */
  static Config named(Config document) {
    if (!document.hasPath("sweep")
        || document.getValue("sweep").valueType() != ConfigValueType.OBJECT) {
      return document;
    }
    ConfigValue name = document.hasPath(NAME) ? document.getValue(NAME) : null;
    if (name == null
        || name.valueType() != ConfigValueType.STRING
        || !String.valueOf(name.unwrapped()).contains(DATE)) {
      return document;
    }
    String today = LocalDate.now(ZoneOffset.UTC).toString();
    String day = System.getenv().getOrDefault(VARIABLE, today);
    String dated = String.valueOf(name.unwrapped()).replace(DATE, day);
    return document.withValue(NAME, ConfigValueFactory.fromAnyRef(dated).withOrigin(name.origin()));
  }
}
