package io.finesweep.data;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;

/** Loads data sets. */
public final class Datasets {

  private Datasets() {}

  /**
   * Reads the data that {@code spec} describes; each file is read once.
   *
   * @throws InvalidData if the data cannot be used; the message is for the user
   * @throws IOException if the storage fails
   */
  public static Dataset load(DataSpec spec, Configuration configuration) throws IOException {
    return worded(read(spec, configuration), configuration);
  }

  /**
   * Reads the data that {@code spec} describes and after them, as the last rows, those that {@code
   * test} describes. The test rows decide neither columns nor classes.
   *
   * @throws InvalidData if the data cannot be used; the message is for the user
   * @throws IOException if the storage fails
   */
  public static Dataset loadWithTest(DataSpec spec, DataSpec test, Configuration configuration)
      throws IOException {
    Dataset data = read(spec, configuration);
    RawRows raw = DatasetSource.of(test).read(configuration);
    return worded(Joining.of(data, new Assembly(test, raw, data).dataset()), configuration);
  }

  private static Dataset read(DataSpec spec, Configuration configuration) throws IOException {
    return new Assembly(spec, DatasetSource.of(spec).read(configuration), null).dataset();
  }

  /** The same with the words that are known, where texts are read word by word. */
  private static Dataset worded(Dataset data, Configuration configuration) throws IOException {
    TextSpec text = data.treatment().text();
    if (text == null) {
      return data;
    }
    Column.Texts texts = (Column.Texts) ((Features.Table) data.features()).columns().get(0);
    Lexicon lexicon = new LexiconReader(text, configuration).read(texts);
    return new Dataset(
        data.features(),
        data.targets(),
        data.identity(),
        data.treatment(),
        data.separateTestRows(),
        data.description().of(texts, text, lexicon),
        lexicon.hashWith(data.contentHash()),
        lexicon);
  }

  /**
   * Reads the data that {@code spec} describes, for a model that is there already: with the columns
   * that it learnt from and in the order of its classes.
   *
   * @param none what the model puts out, of no row
   * @throws InvalidData if the data cannot be used, or a row is of a class that the model does not
   *     know; the message is for the user
   * @throws IOException if the storage fails
   */
  public static Dataset loadFor(
      Preprocessing preprocessing, Targets none, DataSpec spec, Configuration configuration)
      throws IOException {
    Dataset like = NewRows.none(preprocessing, none, spec.treatment());
    return new Assembly(spec, DatasetSource.of(spec).read(configuration), like).dataset();
  }
}
