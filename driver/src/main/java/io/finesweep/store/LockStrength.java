package io.finesweep.store;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether a file system can keep a second driver away from a sweep. */
public enum LockStrength {
  /** Of several that create one file at once, one wins: a lock file excludes. */
  EXCLUSIVE,
  /**
   * Several can create one file at once, as on object stores: a lock file tells who runs a sweep,
   * and keeps nobody away.
   */
  ADVISORY;

  private static final Set<String> EXCLUDING =
      Set.of("file", "hdfs", "viewfs", "webhdfs", "swebhdfs", "ofs", "o3fs");

  /** What file systems with this URI scheme can do; null stands for a plain path. */
  public static LockStrength of(@Nullable String scheme) {
    return scheme == null || EXCLUDING.contains(scheme.toLowerCase(Locale.ROOT))
        ? EXCLUSIVE
        : ADVISORY;
  }
}
