package io.finesweep.engine.dl4j;

import io.finesweep.engine.LearningRate;
import io.finesweep.engine.LearningRate.Schedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A learning rate in DL4J's terms; it survives the JSON of a network's configuration.
 *
 * @param form "constant", "step", "exponential" or "cosine"
 * @param first the form's first setting, 0 where it has none
 * @param second the form's second setting, 0 where it has none
 */
record RateSchedule(
    @JsonProperty("rate") double rate,
    @JsonProperty("warmUp") double warmUp,
    @JsonProperty("form") String form,
    @JsonProperty("first") double first,
    @JsonProperty("second") double second,
    @JsonProperty("stepsPerEpoch") int stepsPerEpoch,
    @JsonProperty("epochs") int epochs)
    implements ISchedule {

  @JsonCreator
  RateSchedule {}

  static RateSchedule of(LearningRate rate, int stepsPerEpoch, int epochs) {
    String form = "constant";
    double first = 0;
    double second = 0;
    if (rate.schedule() instanceof Schedule.Step step) {
      form = "step";
      first = step.factor();
      second = step.every();
    } else if (rate.schedule() instanceof Schedule.Exponential exponential) {
      form = "exponential";
      first = exponential.factor();
    } else if (rate.schedule() instanceof Schedule.Cosine cosine) {
      form = "cosine";
      first = cosine.floor();
    }
    return new RateSchedule(rate.rate(), rate.warmUp(), form, first, second, stepsPerEpoch, epochs);
  }

  @Override
  public double valueAt(int iteration, int epoch) {
    Schedule schedule =
        switch (form) {
          case "step" -> new Schedule.Step(first, second);
          case "exponential" -> new Schedule.Exponential(first);
          case "cosine" -> new Schedule.Cosine(first);
          default -> new Schedule.Constant();
        };
    return new LearningRate(rate, schedule, warmUp).at(iteration, stepsPerEpoch, epochs);
  }

  @Override
  public ISchedule clone() {
    return this;
  }
}
