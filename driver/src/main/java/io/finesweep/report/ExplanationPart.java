package io.finesweep.report;

import io.finesweep.metric.Explanation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the template shows of what the winner's answers rest on.
 *
 * @param trial whose model it is
 */
public record ExplanationPart(
    int trial, String metric, int rows, List<InputRow> inputs, List<ImageFigure> images) {

  private static final int INPUTS = 30;

  /** One input column. */
  public record InputRow(String name, String worse, String deviation) {}

  /**
   * One occluded image.
   *
   * @param plain the image, as an address that holds it; empty where the data could not be read
   * @param covered the same with what each patch does
   */
  public record ImageFigure(int row, String plain, String covered, String caption) {}

  /** Whether there is anything to show. */
  public boolean isEmpty() {
    return inputs.isEmpty() && images.isEmpty();
  }

  static ExplanationPart of(int trial, Explanation explanation, RowViews views) {
    List<InputRow> inputs = new ArrayList<>();
    explanation.inputs().stream()
        .limit(INPUTS)
        .forEach(
            i ->
                inputs.add(
                    new InputRow(i.name(), Words.number(i.worse()), Words.number(i.deviation()))));
    List<ImageFigure> images = new ArrayList<>();
    for (Explanation.Occluded image : explanation.images()) {
      images.add(
          new ImageFigure(
              image.row(), views.picture(image.row()), views.picture(image), caption(image)));
    }
    return new ExplanationPart(trial, explanation.metric(), explanation.rows(), inputs, images);
  }

  /** Nothing to show. */
  static ExplanationPart none() {
    return new ExplanationPart(0, "", 0, List.of(), List.of());
  }

  /** "row 7: truly 5, predicted 8 (0.93); at most 0.41 lost without one patch". */
  static String caption(Explanation.Occluded image) {
    double most = Arrays.stream(image.drops()).flatMapToDouble(Arrays::stream).max().orElse(0);
    return Words.sentence(
        "row %d: truly %s, predicted %s (%s); one patch is worth up to %s",
        image.row(),
        image.truth(),
        image.predicted(),
        Words.number(image.given()),
        Words.number(most));
  }
}
