package io.finesweep.engine.dl4j;

import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * Base models as they were read, one for all runs of this process that begin at it: each copies the
 * weights that it trains, and none changes these. One lives as long as the content of its file is
 * in use.
 */
final class BaseModels {

  /** By the array itself, whatever is in it: those who share a model share that too. */
  private static final Map<byte[], Anatomy> READ = Collections.synchronizedMap(new WeakHashMap<>());

  private BaseModels() {}

  /**
   * The model in {@code content}, which never changes.
   *
   * @throws io.finesweep.engine.InvalidModel if it cannot be read
   */
  static Anatomy of(byte[] content) {
    return READ.computeIfAbsent(content, ModelFile::read);
  }
}
