package io.finesweep.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.finesweep.fold.Inspection;
import io.finesweep.store.SweepFolder;
import java.io.IOException;
import java.io.InputStream;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The rows that a sweep began with, so that two sweeps can be told apart by them: {@code
 * _data.json} in its folder.
 *
 * @param sha256 of the data as read
 * @param rows how many
 * @param test how many of them no trial sees
 */
record DataFacts(String sha256, int rows, int test) {

  private static final String FILE = "_data.json";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  static DataFacts of(Inspection inspection) {
    return new DataFacts(inspection.contentHash(), inspection.data().rows(), inspection.test());
  }

  /** Keeps them, unless the sweep was begun before. */
  void keep(SweepFolder folder) {
    if (!folder.exists(FILE)) {
      try {
        folder.publish(FILE, MAPPER.writeValueAsBytes(this));
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("This cannot be written as JSON: " + this, e);
      }
    }
  }

  /** What is known of a sweep's rows, by name; nothing of sweeps that an older version began. */
  static SortedMap<String, String> facts(SweepFolder folder) {
    SortedMap<String, String> facts = new TreeMap<>();
    if (folder.exists(FILE)) {
      try (InputStream in = folder.open(FILE)) {
        DataFacts data = MAPPER.readValue(in.readAllBytes(), DataFacts.class);
        facts.put("SHA-256 of the data as read", data.sha256());
        facts.put("rows", Integer.toString(data.rows()));
        facts.put("rows of the test set", Integer.toString(data.test()));
      } catch (IOException e) {
        facts.put("rows", "not readable: " + e.getMessage());
      }
    }
    return facts;
  }
}
