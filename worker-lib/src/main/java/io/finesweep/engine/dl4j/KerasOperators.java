package io.finesweep.engine.dl4j;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Puts Python's operators on layers, such as {@code x / 127.5}, into layers: Rescaling where one
 * side is a number, Add, Subtract or Multiply where neither is.
 */
final class KerasOperators {

  /** What Keras 2 calls the functions, and Keras 3 the classes, of operators. */
  private static final Map<String, String> OPERATORS =
      Map.of(
          "__operators__.add", "Add",
          "math.add", "Add",
          "math.subtract", "Subtract",
          "math.multiply", "Multiply",
          "math.truediv", "Divide",
          "math.divide", "Divide",
          "TrueDivide", "Divide",
          "Divide", "Divide");

  private KerasOperators() {}

  /** Puts {@code layer} into another kind if it is an operator. */
  static void intoLayer(ObjectNode layer) {
    JsonNode node = layer.path("inbound_nodes").path(0);
    String kind = layer.path("class_name").asText();
    boolean three = node.has("args");
    String function = layer.path("config").path("function").asText();
    String operator = OPERATORS.getOrDefault(kind.equals("TFOpLambda") ? function : kind, kind);
    List<JsonNode> sides = three ? ofKeras3(node) : ofKeras2(node);
    boolean known = List.of("Add", "Subtract", "Multiply", "Divide").contains(operator);
    if (sides.size() == 2 && known && (kind.equals("TFOpLambda") || three)) {
      put(layer, operator, sides.get(0), sides.get(1));
    }
  }

  private static List<JsonNode> ofKeras2(JsonNode node) {
    List<JsonNode> sides = new ArrayList<>();
    if (node.path(0).isTextual()) {
      boolean number = node.path(0).asText().equals("_CONSTANT_VALUE");
      sides.add(number ? node.path(2) : node);
      sides.add(node.path(3).path("y"));
    }
    return sides;
  }

  private static List<JsonNode> ofKeras3(JsonNode node) {
    List<JsonNode> sides = new ArrayList<>();
    for (JsonNode side : node.path("args")) {
      JsonNode history = side.path("config").path("keras_history");
      sides.add(history.isArray() ? history : side);
    }
    return sides;
  }

  private static void put(ObjectNode layer, String operator, JsonNode first, JsonNode second) {
    ArrayNode node = layer.arrayNode();
    boolean numberFirst = !isLayer(first);
    for (JsonNode side : List.of(first, second)) {
      if (isLayer(side)) {
        node.addArray().add(side.path(0)).add(side.path(1)).add(side.path(2)).addObject();
      }
    }
    JsonNode number = numberFirst ? first : second;
    ObjectNode config = layer.withObject("/config");
    if (node.size() == 2 && !operator.equals("Divide")) {
      layer.put("class_name", operator);
    } else if (node.size() == 1
        && number.isNumber()
        && !(numberFirst && operator.equals("Divide"))) {
      double by = number.asDouble();
      double scale =
          switch (operator) {
            case "Multiply" -> by;
            case "Divide" -> 1 / by;
            case "Subtract" -> numberFirst ? -1 : 1;
            default -> 1;
          };
      double offset =
          switch (operator) {
            case "Add" -> by;
            case "Subtract" -> numberFirst ? by : -by;
            default -> 0;
          };
      layer.put("class_name", "Rescaling");
      config.set("scale", DoubleNode.valueOf(scale));
      config.set("offset", DoubleNode.valueOf(offset));
    }
    layer.putArray("inbound_nodes").add(node);
  }

  private static boolean isLayer(JsonNode side) {
    return side.isArray() && side.path(0).isTextual();
  }
}
