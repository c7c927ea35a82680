package io.finesweep.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import java.util.Map;

/**
 * What a configuration is read from.
 *
 * @param location of the file
 * @param root everything in place
 */
record Source(String location, ConfigObject root, TextFiles files, Measuring measuring) {

  /** The section in which the space is written. */
  static final String FINE_TUNING = "fine-tuning";

  /** The {@code fine-tuning} section, an empty one where it is not set. */
  ConfigObject fineTuning() {
    return root.get(FINE_TUNING) instanceof ConfigObject object
        ? object
        : ConfigValueFactory.fromMap(Map.of(), location);
  }

  /** Whether {@code path} would lie in what is no section but a single value. */
  boolean isBelowAValue(String path) {
    ConfigValue value = root;
    for (int dot = path.indexOf('.'); dot > 0; dot = path.indexOf('.', dot + 1)) {
      String key = path.substring(path.lastIndexOf('.', dot - 1) + 1, dot);
      value = value instanceof ConfigObject object ? object.get(key) : null;
      if (value == null || value instanceof ConfigList) {
        return false;
      } else if (!(value instanceof ConfigObject)) {
        return value.valueType() != ConfigValueType.NULL;
      }
    }
    return false;
  }

  /** Whose schema holds for the {@code fine-tuning} section. */
  Measuring schema() {
    ConfigObject fineTuning = fineTuning();
    boolean model = fineTuning.containsKey("base-model") || fineTuning.containsKey("network");
    return root.containsKey("data") && model ? Measuring.INSIDE : measuring;
  }
}
