package io.finesweep.trial;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.Serializable;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** What a fold run came to. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.WRAPPER_OBJECT)
@JsonSubTypes({
  @JsonSubTypes.Type(value = FoldResult.Scored.class, name = "scored"),
  @JsonSubTypes.Type(value = FoldResult.Diverged.class, name = "diverged"),
  @JsonSubTypes.Type(value = FoldResult.Failed.class, name = "failed")
})
public sealed interface FoldResult extends Serializable {

  /** Where and when it ran. */
  Usage usage();

  /** The first epoch that it trained; empty where that is not known. */
  default OptionalInt firstEpoch() {
    return OptionalInt.empty();
  }

  /**
   * The same, with the epochs of attempts that were lost before its own: what they took counts too.
   */
  default FoldResult after(List<EpochScore> earlier) {
    return this;
  }

  /**
   * The run reached its epochs.
   *
   * @param epochs those that this run trained, in order; empty where another program was the
   *     objective
   * @param metrics after the last epoch, by name
   */
  record Scored(
      List<EpochScore> epochs, SortedMap<String, Double> metrics, Artifacts artifacts, Usage usage)
      implements FoldResult {
    public Scored {
      epochs = List.copyOf(epochs);
      metrics = java.util.Collections.unmodifiableSortedMap(new java.util.TreeMap<>(metrics));
    }

    @Override
    public OptionalInt firstEpoch() {
      return epochs.isEmpty() ? OptionalInt.empty() : OptionalInt.of(epochs.get(0).epoch());
    }

    @Override
    public Scored after(List<EpochScore> earlier) {
      return new Scored(
          EpochScore.joined(earlier, epochs), metrics, artifacts, usage.after(earlier));
    }
  }

  /** Loss, outputs or weights were no longer finite in {@code epoch}. */
  record Diverged(int epoch, List<EpochScore> epochs, Usage usage) implements FoldResult {
    public Diverged {
      epochs = List.copyOf(epochs);
    }

    @Override
    public OptionalInt firstEpoch() {
      return OptionalInt.of(epochs.isEmpty() ? epoch : epochs.get(0).epoch());
    }

    @Override
    public Diverged after(List<EpochScore> earlier) {
      return new Diverged(epoch, EpochScore.joined(earlier, epochs), usage.after(earlier));
    }
  }

  /** The run ended with an error that would come again. */
  record Failed(Failure failure, Usage usage) implements FoldResult {}

  /**
   * The files that a run left; null where it left none.
   *
   * @param checkpoint the state of training after the last epoch
   * @param predictions on the validation part
   */
  record Artifacts(@Nullable Blob checkpoint, @Nullable Blob predictions) implements Serializable {
    /** Of a run that left no files. */
    public static final Artifacts NONE = new Artifacts(null, null);
  }
}
