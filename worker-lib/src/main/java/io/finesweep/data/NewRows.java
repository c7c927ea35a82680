package io.finesweep.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a table whose targets nobody knows: the columns that a fitted preprocessing names, in the
 * order of the files. No row is left out; what is missing is filled in as in training.
 *
 * @param data whose targets say nothing
 * @param ids the cells of the column that tells rows apart; null where none was asked for
 */
public record NewRows(Dataset data, @Nullable Column ids) {

  /** How a table is stored. */
  public sealed interface Format {
    /** Parquet files. */
    record Parquet() implements Format {}

    /** Text with a header, fields apart by {@code separator}. */
    record Csv(char separator) implements Format {}
  }

  /**
   * Where rows are.
   *
   * @param path a file, a folder or a pattern
   * @param id the column that tells rows apart; null for none
   */
  public record Place(String path, Format format, @Nullable String id) {}

  /**
   * Reads the columns that {@code preprocessing} needs.
   *
   * @param none what the model puts out, of no row
   * @throws InvalidData if the files have other columns; the message is for the user
   * @throws IOException if the storage fails
   */
  public static NewRows read(
      Place place, Preprocessing preprocessing, Targets none, Configuration configuration)
      throws IOException {
    if (preprocessing.columns().isEmpty()) {
      throw new InvalidData(
          "The model learnt from images that were read as images, of the shape "
              + preprocessing.shape()
              + "; new rows are read from tables only.");
    }
    DataSpec.Table spec = spec(place, preprocessing);
    RawRows raw = DatasetSource.of(spec).read(configuration);
    List<String> names = raw.columns().stream().map(Column::name).toList();
    for (ColumnEncoding column : preprocessing.columns()) {
      require(column.column(), names, place);
    }
    Column ids = place.id() == null ? null : column(place.id(), raw, names, place);
    int rows = raw.columns().get(0).size();
    Features.Table table =
        new FeatureReader(spec, raw.place()).read(raw.columns(), rows, like(preprocessing));
    return new NewRows(data(table, unknown(none, rows), spec.treatment()), ids);
  }

  private static Dataset data(Features.Table table, Targets targets, Treatment treatment) {
    RowIdentity identity = new RowIdentity(RowKeys.ofContent(table, targets), null, null);
    return new Dataset(
        table,
        targets,
        identity,
        treatment,
        0,
        DatasetDescription.of(table, targets, identity, new DatasetDescription.Dropped(0, 0, 0)),
        ContentHash.of(table, targets, identity));
  }

  /** No row, as {@code preprocessing} was fitted to. */
  static Dataset none(Preprocessing preprocessing, Targets none, Treatment treatment) {
    return data(like(preprocessing), none, treatment);
  }

  private static Targets unknown(Targets none, int rows) {
    return none instanceof Targets.Classes
        ? new Targets.Classes(new int[rows], none.names())
        : new Targets.Numbers(new double[rows][none.names().size()], none.names());
  }

  private static DataSpec.Table spec(Place place, Preprocessing preprocessing) {
    List<String> features = new ArrayList<>();
    Map<String, List<String>> texts = new LinkedHashMap<>();
    for (ColumnEncoding encoding : preprocessing.columns()) {
      features.add(encoding.column());
      if (encoding instanceof ColumnEncoding.OneHot category && readAsText(category.levels())) {
        texts.put(category.column(), List.of());
      } else if (encoding instanceof ColumnEncoding.Words words) {
        texts.put(words.column(), List.of());
      }
    }
    DataSpec.Roles roles = new DataSpec.Roles(List.of(), place.id(), null, null);
    DataSpec.Selection selection = new DataSpec.Selection(features, List.of(), texts, List.of());
    Treatment treatment =
        new Treatment(
            Task.AUTO, List.of(), MissingValues.IMPUTE, new Scaling.Unscaled(), false, Map.of());
    return place.format() instanceof Format.Csv csv
        ? new DataSpec.Csv(place.path(), csv.separator(), roles, selection, treatment)
        : new DataSpec.Parquet(place.path(), roles, selection, treatment);
  }

  /** Levels that only a column declared to hold texts can have. */
  private static boolean readAsText(List<String> levels) {
    return levels.stream().anyMatch(Cells::isMissing)
        || levels.stream().allMatch(level -> Cells.isNumber(level) || Cells.isFlag(level));
  }

  private static Features.Table like(Preprocessing preprocessing) {
    List<Column> columns = new ArrayList<>();
    for (ColumnEncoding encoding : preprocessing.columns()) {
      columns.add(
          encoding instanceof ColumnEncoding.Scaled
              ? new Column.Numbers(encoding.column(), new double[0])
              : new Column.Texts(encoding.column(), new int[0], List.of()));
    }
    List<Integer> shape = preprocessing.shape();
    return new Features.Table(columns, 0, shape.size() == 3 ? shape : List.of());
  }

  private static Column column(String name, RawRows raw, List<String> names, Place place) {
    require(name, names, place);
    Optional<Column> found =
        raw.columns().stream().filter(column -> column.name().equals(name)).findFirst();
    return found.orElseThrow();
  }

  private static void require(String name, List<String> names, Place place) {
    if (!names.contains(name)) {
      throw new InvalidData(
          place.path()
              + " has no column '"
              + name
              + "', which is needed; of those that are, it has "
              + (names.isEmpty() ? "none" : String.join(", ", names))
              + ".\nMaybe the model was trained on other data.");
    }
  }
}
