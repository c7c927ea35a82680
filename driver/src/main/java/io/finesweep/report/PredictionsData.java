package io.finesweep.report;

import io.finesweep.analysis.Curve;
import io.finesweep.analysis.Performance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the page's script draws of the leader's predictions. */
final class PredictionsData {

  private static final int CURVES = 10;
  private static final int POINTS = 2000;

  private PredictionsData() {}

  static Map<String, Object> of(Performance performance) {
    Map<String, Object> tree = new LinkedHashMap<>();
    if (performance instanceof Performance.Classes classes) {
      List<Performance.PerClass> some = classes.classes().stream().limit(CURVES).toList();
      tree.put("names", some.stream().map(Performance.PerClass::name).toList());
      tree.put("roc", some.stream().map(c -> curve(c.roc())).toList());
      tree.put("recall", some.stream().map(c -> curve(c.precisionRecall())).toList());
      tree.put("calibration", classes.calibration().stream().map(PredictionsData::bin).toList());
    } else if (performance instanceof Performance.Numbers numbers) {
      tree.put("output", numbers.output());
      tree.put("points", points(numbers));
    }
    return tree;
  }

  private static Object curve(Curve curve) {
    return curve.points().stream().map(p -> pair(p.x(), p.y())).toList();
  }

  private static List<@Nullable Double> pair(double x, double y) {
    return Arrays.asList(PageData.rounded(x), PageData.rounded(y));
  }

  private static Object bin(Performance.Bin bin) {
    return Arrays.asList(
        PageData.rounded(bin.confidence()), PageData.rounded(bin.right()), bin.rows());
  }

  /** Truth and prediction, evenly thinned. */
  private static Object points(Performance.Numbers numbers) {
    List<Object> points = new ArrayList<>();
    int stride = Math.max(1, numbers.rows() / POINTS);
    for (int row = 0; row < numbers.rows(); row += stride) {
      points.add(pair(numbers.truth()[row], numbers.predicted()[row]));
    }
    return points;
  }
}
