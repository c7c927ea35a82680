package io.finesweep.data;

import org.jspecify.annotations.Nullable;

/**
 * Rows in memory, as they were read, with what is to be predicted. The arrays are shared, not
 * copied: whoever receives them only reads.
 *
 * @param targets of each row; regression in its own units
 * @param identity of each row
 * @param treatment how the rows are to be prepared
 * @param separateTestRows how many rows at the end came from a test set's own path
 * @param description for the user
 * @param contentHash SHA-256, in hexadecimal, of all that was read, in order
 * @param lexicon the words that are known; null where rows have no texts to read word by word
 */
public record Dataset(
    Features features,
    Targets targets,
    RowIdentity identity,
    Treatment treatment,
    int separateTestRows,
    DatasetDescription description,
    String contentHash,
    @Nullable Lexicon lexicon) {

  /** Rows without texts that are read word by word. */
  public Dataset(
      Features features,
      Targets targets,
      RowIdentity identity,
      Treatment treatment,
      int separateTestRows,
      DatasetDescription description,
      String contentHash) {
    this(features, targets, identity, treatment, separateTestRows, description, contentHash, null);
  }

  /** The number of rows. */
  public int size() {
    return targets.size();
  }

  /** These rows alone, in that order, as if they were all. */
  public Dataset at(int[] rows) {
    return new Dataset(
        features.at(rows),
        targets.at(rows),
        identity.at(rows),
        treatment,
        0,
        description,
        contentHash,
        lexicon);
  }

  /** The same rows with other features. */
  public Dataset with(Features others) {
    return new Dataset(
        others, targets, identity, treatment, separateTestRows, description, contentHash, lexicon);
  }

  /** The shape of one row: {@code [channels, height, width]} of images; empty for a plain table. */
  public java.util.List<Integer> imageShape() {
    if (features instanceof Features.Table table) {
      return table.image();
    } else if (features instanceof Features.Pixels pixels) {
      return pixels.shape();
    }
    return ((Features.Reals) features).shape();
  }
}
