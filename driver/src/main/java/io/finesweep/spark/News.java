package io.finesweep.spark;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.finesweep.trial.EpochScore;
import io.finesweep.trial.FoldTask;

/**
 * What a run tells on its way. It crosses as JSON: while a task runs, only the JDK's and Spark's
 * own classes can.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.WRAPPER_OBJECT)
@JsonSubTypes({
  @JsonSubTypes.Type(value = News.Epoch.class, name = "epoch"),
  @JsonSubTypes.Type(value = News.Checkpoint.class, name = "checkpoint")
})
sealed interface News {

  /** An epoch has ended. */
  record Epoch(EpochScore score) implements News {}

  /** The run can be gone on from here. */
  record Checkpoint(FoldTask.Checkpoint state) implements News {}

  /** As it crosses. */
  static String write(News news) {
    try {
      return Json.MAPPER.writeValueAsString(news);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("It cannot be written as JSON: " + news, e);
    }
  }

  /** What crossed. */
  static News read(String told) {
    try {
      return Json.MAPPER.readValue(told, News.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("It cannot be read from JSON: " + told, e);
    }
  }

  /** Reads and writes. */
  final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}
  }
}
