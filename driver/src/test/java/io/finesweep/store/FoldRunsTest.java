package io.finesweep.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.finesweep.history.Event;
import io.finesweep.history.Recorded;
import io.finesweep.history.Trial;
import io.finesweep.metric.Predictions;
import io.finesweep.metric.PredictionsFile;
import io.finesweep.sweep.StoreUnavailable;
import io.finesweep.trial.Blob;
import io.finesweep.trial.FoldResult;
import io.finesweep.trial.FoldTask;
import io.finesweep.trial.RunId;
import io.finesweep.trial.Waypoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldRunsTest {

  /** As many runs as fill a part of the table of predictions. */
  private static final int PART = 1000;

  @TempDir private Path home;

  private final List<Event> events = new ArrayList<>();
  private SweepFolder folder = Sample.folder(Path.of("."));
  private FoldRuns files = FoldRuns.after(folder, List.of(), () -> {});

  @BeforeEach
  void begin() {
    folder = Sample.folder(home);
    files = resumed();
  }

  private FoldRuns resumed() {
    return FoldRuns.after(folder, recorded(), () -> {});
  }

  private List<Recorded> recorded() {
    return Sample.recorded(events.toArray(Event[]::new));
  }

  private void happens(Event event) {
    events.add(event);
    files.accept(new Recorded(events.size(), 0, 0, event));
  }

  private void starts(int trial) {
    happens(new Event.Started(trial, Sample.configuration(1e-3), 0));
  }

  private static String path(RunId run, String name) {
    return "_runs/%d/%d/0-%d/%s".formatted(run.trial(), run.fold(), run.epochs(), name);
  }

  private Blob file(String path, String content) throws IOException {
    return file(path, content.getBytes(StandardCharsets.UTF_8));
  }

  private Blob file(String path, byte[] content) throws IOException {
    Files.createDirectories(home.resolve(path).getParent());
    Files.write(home.resolve(path), content);
    return Blob.of(path, content);
  }

  private void assigned(RunId run) {
    happens(new Event.Assigned(run, 0, 0));
  }

  private void finished(RunId run, @Nullable Blob checkpoint, @Nullable Blob predictions) {
    FoldResult.Scored scored = (FoldResult.Scored) Sample.scored(0.5);
    happens(
        new Event.Finished(
            run,
            0,
            new FoldResult.Scored(
                scored.epochs(),
                scored.metrics(),
                new FoldResult.Artifacts(checkpoint, predictions),
                scored.usage())));
  }

  private void climbed(RunId run) throws IOException {
    assigned(run);
    Blob checkpoint = file(path(run, "checkpoint"), "state after " + run);
    finished(run, checkpoint, null);
  }

  private Blob predictions(RunId run) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PredictionsFile.write(
        bytes,
        new int[] {run.trial()},
        new Predictions.Numbers(new double[][] {{1}}, new double[][] {{2}}, List.of("y")));
    return file(path(run, "predictions"), bytes.toByteArray());
  }

  private void predicted(int fromTrial, int toTrial) throws IOException {
    for (int trial = fromTrial; trial < toTrial; trial++) {
      RunId run = new RunId(trial, 0, 9);
      starts(trial);
      assigned(run);
      finished(run, null, predictions(run));
    }
  }

  private List<String> left() throws IOException {
    try (var all = Files.walk(home.resolve("_runs"))) {
      return all.filter(Files::isRegularFile)
          .map(file -> home.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void aCheckpointGoesWhenItsFoldHasClimbedOn() throws IOException {
    starts(0);
    climbed(new RunId(0, 0, 3));
    files.tidy();
    assertThat(left()).containsExactly("_runs/0/0/0-3/checkpoint");

    climbed(new RunId(0, 0, 6));
    files.tidy();
    assertThat(left()).containsExactly("_runs/0/0/0-6/checkpoint");

    assigned(new RunId(0, 0, 9));
    finished(new RunId(0, 0, 9), null, null);
    files.tidy();
    assertThat(left()).isEmpty();
  }

  @Test
  void aCheckpointStaysWhileAForkIsToGoOnFromIt() throws IOException {
    starts(0);
    climbed(new RunId(0, 0, 3));
    happens(new Event.Forked(1, new Trial.Origin(0, 3, 1), 0, Sample.configuration(2e-3), 0));
    climbed(new RunId(0, 0, 6));
    files.tidy();
    assertThat(left()).containsExactly("_runs/0/0/0-3/checkpoint", "_runs/0/0/0-6/checkpoint");

    climbed(new RunId(1, 0, 6));
    files.tidy();
    assertThat(left()).containsExactly("_runs/0/0/0-6/checkpoint", "_runs/1/0/0-6/checkpoint");
  }

  @Test
  void aCheckpointOnTheWayGoesWhenItsRunHasComeFurther() throws IOException {
    starts(0);
    RunId run = new RunId(0, 0, 9);
    assigned(run);
    for (int epoch : new int[] {2, 4}) {
      Blob blob = file(path(run, "checkpoint-at-" + epoch), "state at " + epoch);
      happens(
          new Event.Checkpointed(
              run, 0, new Waypoint(new FoldTask.Checkpoint(epoch, blob), List.of())));
    }
    files.tidy();
    assertThat(left()).containsExactly("_runs/0/0/0-9/checkpoint-at-4");

    happens(new Event.Lost(run, 0, "killed", Event.Blame.THE_RUN));
    files.tidy();
    assertThat(left()).containsExactly("_runs/0/0/0-9/checkpoint-at-4");

    happens(new Event.Assigned(run, 1, 0));
    happens(new Event.Finished(run, 1, Sample.scored(0.5)));
    files.tidy();
    assertThat(left()).isEmpty();
  }

  @Test
  void whatATrialCouldBeRetriedFromStays() throws IOException {
    starts(0);
    climbed(new RunId(0, 0, 3));
    assigned(new RunId(0, 0, 9));
    happens(new Event.Finished(new RunId(0, 0, 9), 0, Sample.failed("It did not fit.")));
    files.tidy();
    files.finish();
    assertThat(left()).containsExactly("_runs/0/0/0-3/checkpoint");
  }

  @Test
  void predictionsOfManyRunsAreOneFileThatReadsLikeTheirs() throws IOException {
    predicted(0, PART + 2);
    files.tidy();

    assertThat(left())
        .containsExactly(
            "_runs/1000/0/0-9/predictions",
            "_runs/1001/0/0-9/predictions",
            "_runs/predictions-00000.zip");
    for (int trial : new int[] {0, 999, 1001}) {
      assertThat(FoldPredictions.of(folder, recorded(), trial))
          .singleElement()
          .satisfies(file -> assertThat(file.rows()).containsExactly(trial));
    }
  }

  @Test
  void theEndLeavesNoFileOfASingleRunAndASweepThatGoesOnPacksThemAnew() throws Exception {
    predicted(0, 3);
    files.finish();
    assertThat(left()).containsExactly("_runs/predictions-00000.zip");
    assertThat(home.resolve("_runs").toFile().list()).hasSize(1);

    files = resumed();
    predicted(3, PART);
    files.tidy();
    assertThat(left()).containsExactly("_runs/predictions-00000.zip");
    TablesWriter.rebuild(folder, Sample.SCHEMA, recorded());
    assertThat(Duck.rows(home, "SELECT count(*), max(\"row\") FROM '%s/predictions/*.parquet'"))
        .containsExactly("1000,999");
  }

  @Test
  void aTornPartOfTheTableOfPredictionsIsMadeAnewFromItsPack() throws Exception {
    predicted(0, PART + 2);
    files.finish();
    TablesWriter.rebuild(folder, Sample.SCHEMA, recorded());
    Path part = home.resolve("predictions/part-00000.parquet");
    byte[] content = Files.readAllBytes(part);
    Files.write(part, Arrays.copyOf(content, content.length / 2));

    TablesWriter.rebuild(folder, Sample.SCHEMA, recorded());
    assertThat(Files.readAllBytes(part)).isEqualTo(content);
  }

  @Test
  void runsOfATornPackAreLeftOutAndTheSweepGoesOn() throws Exception {
    predicted(0, 3);
    files.finish();
    Path pack = home.resolve("_runs/predictions-00000.zip");
    byte[] content = Files.readAllBytes(pack);
    Files.write(pack, Arrays.copyOf(content, content.length / 4));

    TablesWriter.rebuild(folder, Sample.SCHEMA, recorded());
    assertThat(Duck.rows(home, "SELECT count(*) FROM '%s/folds/*.parquet'")).containsExactly("3");
    assertThat(home.resolve("predictions")).doesNotExist();
  }

  @Test
  void theEndDeletesWhatNoEventNames() throws IOException {
    starts(0);
    climbed(new RunId(0, 0, 3));
    file("_runs/0/0/1-9/predictions", "of an executor that was lost");
    file("_runs/0/2/0-9/checkpoint", "of a run that was never told of");
    file("_runs/0/refit-0/model", "of all rows");
    files.tidy();
    assertThat(left()).hasSize(4);

    files.finish();
    assertThat(left()).containsExactly("_runs/0/0/0-3/checkpoint", "_runs/0/refit-0/model");
    assertThat(home.resolve("_runs/0/2")).doesNotExist();
  }

  @Test
  void nothingGoesBeforeTheJournalIsSafe() throws IOException {
    boolean[] away = {true};
    files =
        FoldRuns.after(
            folder,
            List.of(),
            () -> {
              if (away[0]) {
                throw new StoreUnavailable("The store is away.", new IOException());
              }
            });
    starts(0);
    climbed(new RunId(0, 0, 3));
    climbed(new RunId(0, 0, 6));
    files.tidy();
    assertThat(left()).hasSize(2);

    away[0] = false;
    starts(1);
    climbed(new RunId(1, 0, 3));
    files.tidy();
    assertThat(left()).containsExactly("_runs/0/0/0-6/checkpoint", "_runs/1/0/0-3/checkpoint");
  }
}
