package io.finesweep.engine;

import io.finesweep.trial.Section;
import org.jspecify.annotations.Nullable;

/** What the weights are before the first epoch: a base model's, or random ones. */
public sealed interface Beginning {

  /**
   * A model that was trained before.
   *
   * @param path of its file, on any Hadoop file system
   * @param sha256 of its content in hexadecimal; null where it is not to be checked
   * @param freezeUpTo the layer that is frozen together with all that feed it; null for none
   * @param weights whether the model's own weights are kept
   */
  record BaseModel(
      String path, @Nullable String sha256, @Nullable String freezeUpTo, Weights weights)
      implements Beginning {}

  /** What becomes of a base model's weights. */
  enum Weights {
    /** Training goes on from them. */
    PRE_TRAINED,
    /** They are drawn anew, so that only the network's form is used: what transfer is worth. */
    RANDOM
  }

  /** Whether there are weights that were trained before. */
  default boolean isPreTrained() {
    return this instanceof BaseModel base && base.weights() == Weights.PRE_TRAINED;
  }

  /**
   * A network with random weights; over texts, it stands on word vectors.
   *
   * @param words what becomes of these vectors
   */
  record Scratch(Network network, Words words) implements Beginning {}

  /** What becomes of word vectors below a network. */
  enum Words {
    FROZEN,
    TRAINED
  }

  /** What {@code freeze-up-to} calls word vectors. */
  String WORDS = "words";

  /** The layer that is frozen together with all that feed it; null for none. */
  default @Nullable String frozenUpTo() {
    if (this instanceof BaseModel base) {
      return base.freezeUpTo();
    }
    return ((Scratch) this).words() == Words.FROZEN ? WORDS : null;
  }

  /**
   * Reads {@code base-model}, {@code sha256}, {@code freeze-up-to} (a layer's name, or {@code
   * none}, the default) and {@code weights} ({@code pre-trained}, the default, or {@code random}),
   * or {@code network} with {@code freeze-up-to} ({@code words}, the default, or {@code none}).
   */
  static Beginning read(Section section) {
    String sha256 = section.text("sha256");
    if (sha256 != null && !sha256.matches("[0-9a-fA-F]{64}")) {
      section.mustBe("sha256", sha256, "64 hexadecimal digits");
    }
    Network network = Network.read(section);
    if (!section.has("network")) {
      String path = section.required("base-model", "the model to fine-tune");
      String frozen = section.text("freeze-up-to", "none");
      String freezeUpTo = frozen.equals("none") ? null : frozen;
      return new BaseModel(path, sha256, freezeUpTo, weights(section, freezeUpTo));
    }
    for (String key : new String[] {"base-model", "sha256", "weights"}) {
      if (section.has(key)) {
        section.problem(
            key,
            "'"
                + section.path(key)
                + "' stands beside 'network', which begins from scratch and has no base model.",
            "Maybe remove one of the two.");
      }
    }
    return new Scratch(network, words(section));
  }

  private static Words words(Section section) {
    String frozen = section.text("freeze-up-to", WORDS);
    if (!frozen.equals(WORDS) && !frozen.equals("none")) {
      section.problem(
          "freeze-up-to",
          "'"
              + section.path("freeze-up-to")
              + "' is '"
              + frozen
              + "' beside 'network', whose layers begin from scratch; only word vectors below them"
              + " were trained before.",
          "Maybe remove it, or say words or none.");
    }
    return frozen.equals("none") ? Words.TRAINED : Words.FROZEN;
  }

  private static Weights weights(Section section, @Nullable String freezeUpTo) {
    Weights weights = section.option("weights", Weights.PRE_TRAINED);
    if (weights == Weights.RANDOM && freezeUpTo != null) {
      section.problem(
          "freeze-up-to",
          "'" + section.path("freeze-up-to") + "' would freeze random weights.",
          "Maybe set it to none, or '" + section.path("weights") + "' to pre-trained.");
    }
    return weights;
  }
}
