package io.finesweep.engine;

import io.finesweep.data.Examples;
import io.finesweep.data.Targets;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Fine-tunes models with one deep-learning library. Found through {@link java.util.ServiceLoader};
 * every implementation passes the engine's contract test.
 */
public interface Engine {

  /** The name in configuration. */
  String name();

  /** Backend, helpers, threads per run and versions: what the numbers of a run depend on. */
  String numericPath();

  /** Whether it can compute on this machine. Nothing is loaded that could end the process. */
  Health health();

  /**
   * What is inside a base model.
   *
   * @param model the content of its file
   * @throws InvalidModel if it cannot be read as a model that this engine fine-tunes
   */
  ModelDescription describe(byte[] model);

  /**
   * Begins to fine-tune, or goes on.
   *
   * @param recipe how to fine-tune
   * @param baseModel the content of the base model's file; null to begin from scratch with the
   *     network that the recipe describes
   * @param training the rows to train on, already preprocessed
   * @param seed of everything random in this run: head, shuffling, augmentation, dropout
   * @param checkpoint what {@link FineTuning#checkpoint} wrote; null to begin at the base model
   * @throws InvalidModel if base model, recipe and rows do not fit together; the message is for the
   *     user
   */
  FineTuning start(
      Recipe recipe,
      byte @Nullable [] baseModel,
      Examples training,
      long seed,
      @Nullable InputStream checkpoint)
      throws IOException;

  /**
   * The frozen layers of {@code recipe}, where training above them comes to the same as {@link
   * #start}: rows of which no more than so many variants are seen, and one place where the frozen
   * layers end.
   *
   * @param baseModel the content of the base model's file; null to begin from scratch
   * @param shape of one row
   * @throws InvalidModel if base model, recipe and rows do not fit together
   */
  default Optional<FrozenPart> frozenPart(Recipe recipe, byte @Nullable [] baseModel, int[] shape) {
    return Optional.empty();
  }

  /**
   * Opens a model that {@link FineTuning#save} wrote, to predict only.
   *
   * @param outputs the names of classes or outputs, with no rows
   */
  Predictor open(InputStream model, Targets outputs) throws IOException;

  /**
   * A base model as it is, as {@link FineTuning#save} would write it: to be measured before it is
   * fine-tuned.
   *
   * @param baseModel the content of its file
   * @param shape of one row
   * @param outputs the names of classes or outputs, with no rows
   * @throws InvalidModel if it does not take such rows or puts out something else
   */
  default byte[] untouched(byte[] baseModel, int[] shape, Targets outputs) throws IOException {
    throw new InvalidModel("The engine '" + name() + "' cannot use a base model as it is.");
  }
}
