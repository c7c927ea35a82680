package io.finesweep.data;

import io.finesweep.trial.Section;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where data lie and how they are read: the {@code data} section. */
public sealed interface DataSpec {

  /** Reads the section; what is wrong is added to its problems. */
  static DataSpec read(Section section) {
    return new DataSpecReader(section).read();
  }

  /** How rows are read and prepared. */
  Treatment treatment();

  /** Which columns are no features. */
  default Roles roles() {
    return Roles.LABEL;
  }

  /** Which columns are features. */
  default Selection selection() {
    return Selection.ALL;
  }

  /**
   * The columns with a task of their own.
   *
   * @param labels what to predict: one column, or several outputs of a regression
   * @param id what tells rows apart
   * @param group rows with the same value are never parted
   * @param time what orders the rows
   */
  record Roles(
      List<String> labels, @Nullable String id, @Nullable String group, @Nullable String time) {
    static final Roles LABEL = new Roles(List.of("label"), null, null, null);

    public Roles {
      labels = List.copyOf(labels);
    }

    /** Whether {@code column} has one of these tasks. */
    public boolean names(String column) {
      return labels.contains(column)
          || column.equals(id)
          || column.equals(group)
          || column.equals(time);
    }
  }

  /**
   * Which columns are features.
   *
   * @param features all without another task where empty
   * @param ignored those that are not
   * @param categorical columns to read as categories, each with its levels; levels are those of the
   *     training rows where the list is empty
   * @param image {@code [channels, height, width]} to read the columns as the pixels of an image;
   *     empty where they are none
   */
  record Selection(
      List<String> features,
      List<String> ignored,
      Map<String, List<String>> categorical,
      List<Integer> image) {
    static final Selection ALL = new Selection(List.of(), List.of(), Map.of(), List.of());

    public Selection {
      features = List.copyOf(features);
      ignored = List.copyOf(ignored);
      categorical = Map.copyOf(categorical);
      image = List.copyOf(image);
    }
  }

  /** A table in columns. */
  sealed interface Table extends DataSpec {
    /** A file, a folder or a pattern. */
    String path();

    /** Whether {@code column} has to be read at all. */
    default boolean reads(String column) {
      if (roles().names(column)) {
        return true;
      }
      return selection().features().isEmpty()
          ? !selection().ignored().contains(column)
          : selection().features().contains(column);
    }

    /** A builder for {@code column}. */
    default ColumnBuilder builder(String column) {
      TextSpec text = treatment().text();
      boolean texts =
          column.equals(roles().id())
              || (text != null && column.equals(text.column()))
              || column.equals(roles().group())
              || selection().categorical().containsKey(column);
      return texts ? ColumnBuilder.ofTexts(column) : ColumnBuilder.ofAny(column);
    }
  }

  /** Parquet files. */
  record Parquet(String path, Roles roles, Selection selection, Treatment treatment)
      implements Table {}

  /** Text files with a header, fields apart by a separator. */
  record Csv(String path, char separator, Roles roles, Selection selection, Treatment treatment)
      implements Table {}

  /** A pair of IDX files, as MNIST has them. */
  record Idx(String images, String labels, Treatment treatment) implements DataSpec {}

  /**
   * A folder with one folder a class.
   *
   * @param size {@code [height, width]} that images are brought to; empty where all have one size
   * @param channels 1 or 3
   */
  record ImageFolders(String path, List<Integer> size, int channels, Treatment treatment)
      implements DataSpec {
    public ImageFolders {
      size = List.copyOf(size);
    }
  }
}
