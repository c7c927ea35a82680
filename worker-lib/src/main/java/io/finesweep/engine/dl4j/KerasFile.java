package io.finesweep.engine.dl4j;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.finesweep.engine.InvalidModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.modelimport.keras.Hdf5Archive;
import org.deeplearning4j.nn.modelimport.keras.KerasModelImport;
import org.deeplearning4j.nn.modelimport.keras.exceptions.InvalidKerasConfigurationException;
import org.deeplearning4j.nn.modelimport.keras.exceptions.UnsupportedKerasConfigurationException;

/** The HDF5 files of Keras 2, sequential and functional. */
final class KerasFile {

  /** HDF5's library crashes when two threads read, even from two files. */
  private static final Object ONE_AT_A_TIME = new Object();

  private KerasFile() {}

  static Anatomy read(byte[] content) {
    synchronized (ONE_AT_A_TIME) {
      try {
        Path file = Files.createTempFile("base-model", ".h5");
        try {
          Files.write(file, content);
          return read(file.toString());
        } finally {
          Files.deleteIfExists(file);
        }
      } catch (InvalidModel e) {
        throw e;
      } catch (IOException
          | InvalidKerasConfigurationException
          | UnsupportedKerasConfigurationException
          | RuntimeException e) {
        throw new InvalidModel(
            "The base model is a Keras file that cannot be imported: "
                + ModelFile.firstLine(e)
                + "\nMaybe save it with Keras 2 as .h5, without nested models and custom layers.",
            e);
      }
    }
  }

  private static Anatomy read(String file)
      throws IOException,
          InvalidKerasConfigurationException,
          UnsupportedKerasConfigurationException {
    JsonNode model;
    try (Hdf5Archive archive = new Hdf5Archive(file)) {
      model = new ObjectMapper().readTree(archive.readAttributeAsJson("model_config"));
    }
    List<Integer> shape = shape(model.findValue("batch_input_shape"));
    return model.path("class_name").asText().equals("Sequential")
        ? Anatomy.of(KerasModelImport.importKerasSequentialModelAndWeights(file, false), shape)
        : Anatomy.of(KerasModelImport.importKerasModelAndWeights(file, false), shape);
  }

  /** Keras says [batch, height, width, channels]; we say [channels, height, width]. */
  private static List<Integer> shape(@org.jspecify.annotations.Nullable JsonNode written) {
    List<Integer> shape = new ArrayList<>();
    if (written != null) {
      for (int i = 1; i < written.size(); i++) {
        if (!written.get(i).isInt()) {
          return List.of();
        }
        shape.add(written.get(i).asInt());
      }
    }
    if (shape.size() == 3) {
      shape.add(0, shape.remove(2));
    }
    return shape;
  }
}
