package io.finesweep.spark;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.ExceptionFailure;
import org.apache.spark.ExecutorLostFailure;
import org.apache.spark.TaskEndReason;
import org.apache.spark.TaskFailedReason;
import org.jspecify.annotations.Nullable;

/** Why a task did not return. */
sealed interface Cause {

  /** What Spark says. */
  String words();

  /** Its executor died, and something that ran there may have been the reason. */
  record ExecutorDied(String executor, String words) implements Cause {
    private static final Pattern EXIT =
        Pattern.compile("(?i)exit(?:ed)?(?: with)?(?: exit)? (?:code|status):? *(-?\\d+)");

    /** How it died, in half a sentence, equal for equal exit codes. */
    String death() {
      Matcher matcher = EXIT.matcher(words);
      if (!matcher.find()) {
        return words.contains("heartbeat") ? "no heartbeat any more" : "no exit code known";
      }
      String code = matcher.group(1);
      return "exit code "
          + code
          + switch (code) {
            case "52" -> ", out of heap memory";
            case "137" -> ", killed from outside, most often for lack of memory";
            case "134", "139" -> ", crashed in native code";
            case "143" -> ", asked to end";
            default -> "";
          };
    }
  }

  /** The task could not be begun, or its reply not be sent. */
  record Threw(String words) implements Cause {}

  /** The task was killed, or its reply lost, for no reason that lies in the run. */
  record Bystander(String words) implements Cause {}

  /**
   * The cause as Spark states it.
   *
   * @param reason of the task's end, null where none was told
   * @param words of the job's end
   */
  static Cause of(@Nullable TaskEndReason reason, String words) {
    if (reason instanceof ExecutorLostFailure lost) {
      return lost.exitCausedByApp()
          ? new ExecutorDied(lost.execId(), lost.toErrorString())
          : new Bystander(lost.toErrorString());
    } else if (reason instanceof ExceptionFailure failure) {
      return new Threw(failure.className() + ": " + failure.description());
    } else if (reason instanceof TaskFailedReason failed) {
      return new Bystander(failed.toErrorString());
    }
    return new Bystander(words);
  }
}
