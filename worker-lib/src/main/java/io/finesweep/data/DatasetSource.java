package io.finesweep.data;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;

/** Reads rows from files of one format, on any Hadoop file system. */
interface DatasetSource {

  /**
   * Reads all rows, in an order that only the files decide.
   *
   * @throws InvalidData where files are missing or hold something else; the message is for the user
   * @throws IOException where the storage fails
   */
  RawRows read(Configuration configuration) throws IOException;

  /** The source that {@code spec} describes. */
  static DatasetSource of(DataSpec spec) {
    if (spec instanceof DataSpec.Parquet parquet) {
      return new ParquetSource(parquet);
    } else if (spec instanceof DataSpec.Csv csv) {
      return new CsvSource(csv);
    } else if (spec instanceof DataSpec.Idx idx) {
      return new IdxSource(idx);
    }
    return new ImageFolderSource((DataSpec.ImageFolders) spec);
  }
}
