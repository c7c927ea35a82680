package io.finesweep.report;

import io.finesweep.data.Column;
import io.finesweep.data.Dataset;
import io.finesweep.data.Features;
import io.finesweep.data.Pictures;
import io.finesweep.metric.Explanation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How rows of a data set look: as pictures, or as their cells. */
final class RowViews {

  private static final int CELLS = 8;

  private final @Nullable Dataset data;
  private final @Nullable Picture picture;
  private final List<String> first;

  private RowViews(@Nullable Dataset data, @Nullable Picture picture, List<String> first) {
    this.data = data;
    this.picture = picture;
    this.first = first;
  }

  /**
   * Views of rows of {@code data}; of none where it is empty.
   *
   * @param rows that will be looked at
   * @param explanation the columns that it names first are shown
   */
  static RowViews of(Optional<Dataset> data, int[] rows, Optional<Explanation> explanation) {
    List<String> first =
        explanation.stream()
            .flatMap(e -> e.inputs().stream().map(Explanation.Input::name))
            .toList();
    int[] known = data.map(d -> known(d, rows)).orElse(new int[0]);
    return new RowViews(
        data.orElse(null),
        data.flatMap(Pictures::of).map(images -> Picture.of(images, known)).orElse(null),
        first);
  }

  private static int[] known(Dataset data, int[] rows) {
    return Arrays.stream(rows).filter(row -> row < data.size()).toArray();
  }

  /** The row as a picture inside the page; empty where it is none. */
  String picture(int row) {
    return picture != null && data != null && row < data.size() ? picture.of(row) : "";
  }

  /** The row with what each patch does to the answer; empty where it is no picture. */
  String picture(Explanation.Occluded occluded) {
    return picture != null && data != null && occluded.row() < data.size()
        ? picture.of(occluded)
        : "";
  }

  /** "alcohol=13.2, malic_acid=1.78": the columns that matter most; empty where there are none. */
  String cells(int row) {
    if (picture != null
        || data == null
        || row >= data.size()
        || !(data.features() instanceof Features.Table table)) {
      return "";
    }
    List<Column> columns = new ArrayList<>(table.columns());
    columns.sort(
        Comparator.comparingInt(
            c -> first.contains(c.name()) ? first.indexOf(c.name()) : first.size()));
    String more = columns.size() > CELLS ? ", …" : "";
    return columns.stream()
            .limit(CELLS)
            .map(c -> c.name() + "=" + (c.missing(row) ? "missing" : c.text(row)))
            .collect(Collectors.joining(", "))
        + more;
  }
}
