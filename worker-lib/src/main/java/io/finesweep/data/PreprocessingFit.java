package io.finesweep.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Fits a preprocessing to some rows of a data set, looking at no other. */
final class PreprocessingFit {

  private final Dataset data;
  private final int[] rows;
  private final Scaling scaling;

  PreprocessingFit(Dataset data, int[] rows) {
    this.data = data;
    this.rows = rows;
    this.scaling = data.treatment().scaling();
  }

  Preprocessing fit() {
    if (data.features() instanceof Features.Table table) {
      List<ColumnEncoding> columns = columns(table);
      List<Integer> shape =
          table.image().isEmpty()
              ? List.of(columns.stream().mapToInt(ColumnEncoding::width).sum())
              : table.image();
      return new Preprocessing(columns, List.of(), shape, targets());
    }
    List<Integer> shape = data.imageShape();
    int channels = shape.size() == 3 ? shape.get(0) : 1;
    return new Preprocessing(List.of(), lines(channels, shape), shape, targets());
  }

  private @Nullable TargetScale targets() {
    return data.treatment().standardizesTargets()
            && data.targets() instanceof Targets.Numbers numbers
        ? TargetScale.fit(numbers, rows)
        : null;
  }

  private List<ColumnEncoding> columns(Features.Table table) {
    List<Line> lines = new ArrayList<>();
    if (!table.image().isEmpty()) {
      lines.addAll(channelLines(table));
    }
    List<ColumnEncoding> encodings = new ArrayList<>();
    for (int i = 0; i < table.columns().size(); i++) {
      if (table.columns().get(i) instanceof Column.Numbers numbers) {
        Line line =
            lines.isEmpty()
                ? spread(numbers).line(scaling)
                : lines.get(i * lines.size() / table.columns().size());
        encodings.add(new ColumnEncoding.Scaled(numbers.name(), median(numbers), line));
      } else {
        Column.Texts texts = (Column.Texts) table.columns().get(i);
        encodings.add(data.lexicon() == null ? oneHot(texts) : words(texts, data.lexicon()));
      }
    }
    return encodings;
  }

  /** The pixels of one channel share one line, so that an image keeps its shades. */
  private List<Line> channelLines(Features.Table table) {
    int channels = table.image().get(0);
    int plane = table.columns().size() / channels;
    List<Line> lines = new ArrayList<>();
    for (int channel = 0; channel < channels; channel++) {
      Spread spread = new Spread();
      for (int pixel = 0; pixel < plane; pixel++) {
        add((Column.Numbers) table.columns().get(channel * plane + pixel), spread);
      }
      lines.add(spread.line(scaling));
    }
    return lines;
  }

  private ColumnEncoding oneHot(Column.Texts texts) {
    List<String> levels = data.treatment().levels().get(texts.name());
    if (levels != null) {
      return new ColumnEncoding.OneHot(texts.name(), levels, false);
    }
    Column.Texts seen = texts.at(rows).asTexts();
    return new ColumnEncoding.OneHot(texts.name(), seen.levels(), seen.missing() > 0);
  }

  private ColumnEncoding words(Column.Texts texts, Lexicon lexicon) {
    TextSpec spec = Objects.requireNonNull(data.treatment().text());
    return new ColumnEncoding.Words(
        texts.name(), spec.tokenizer(), spec.layout(), lexicon.words(), lexicon.unknown());
  }

  private Spread spread(Column.Numbers column) {
    Spread spread = new Spread();
    add(column, spread);
    return spread;
  }

  private void add(Column.Numbers column, Spread spread) {
    for (int row : rows) {
      if (!column.missing(row)) {
        spread.add(column.values()[row]);
      }
    }
  }

  /** The middle value, or the mean of the two middle ones; 0 where all are missing. */
  private double median(Column.Numbers column) {
    double[] present =
        IntStream.of(rows)
            .filter(row -> !column.missing(row))
            .mapToDouble(row -> column.values()[row])
            .toArray();
    Arrays.sort(present);
    int middle = present.length / 2;
    if (present.length == 0) {
      return 0;
    }
    return present.length % 2 == 1 ? present[middle] : (present[middle - 1] + present[middle]) / 2;
  }

  private List<Line> lines(int channels, List<Integer> shape) {
    int width = shape.stream().reduce(1, Math::multiplyExact);
    boolean fixed = scaling instanceof Scaling.Divide || scaling instanceof Scaling.Unscaled;
    Spread[] spreads = new Spread[channels];
    Arrays.setAll(spreads, channel -> new Spread());
    for (int row : fixed ? new int[0] : rows) {
      for (int i = 0; i < width; i++) {
        spreads[i / (width / channels)].add(value(row * width + i));
      }
    }
    return Arrays.stream(spreads).map(spread -> spread.line(scaling)).toList();
  }

  private double value(int index) {
    return data.features() instanceof Features.Pixels pixels
        ? pixels.values()[index] & 0xff
        : ((Features.Reals) data.features()).values()[index];
  }
}
