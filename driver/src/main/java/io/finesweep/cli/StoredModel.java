package io.finesweep.cli;

import io.finesweep.fold.FinalModel;
import io.finesweep.spark.HadoopSettings;
import io.finesweep.store.Evaluation;
import io.finesweep.store.SweepFolder;
import io.finesweep.sweep.StoreUnavailable;
import io.finesweep.trial.Sha256;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * A model as a user names it: the file of one, a sweep's folder for what came out of it, or the
 * folder that models are published in.
 *
 * @param location of its file
 * @param model null for a base model, which has no preprocessing of its own
 * @param sweep the folder of the sweep that it came out of; empty where it came out of none
 * @param trial whose configuration it has; null for none or several
 */
record StoredModel(
    String location,
    byte[] content,
    @Nullable FinalModel model,
    Evaluation.Kind kind,
    String sweep,
    @Nullable Integer trial) {

  private static final Pattern TRIAL = Pattern.compile("trial-(\\d+)\\.zip$");

  /** The model that {@code name} stands for. */
  static StoredModel at(String name) throws IOException {
    SweepFolder folder = SweepFolder.at(name, HadoopSettings.here());
    if (folder.exists(Publisher.CURRENT)) {
      return published(folder);
    } else if (folder.isSweep()) {
      return file(folder.location(winner(folder)));
    }
    return file(name);
  }

  private static StoredModel published(SweepFolder folder) throws IOException {
    Champion champion = Publisher.champion(folder);
    StoredModel file = file(folder.location(champion.model()));
    boolean single = champion.ensemble().isEmpty();
    return new StoredModel(
        file.location,
        file.content,
        file.model,
        Evaluation.Kind.PUBLISHED,
        champion.sweep(),
        single ? champion.trial() : null);
  }

  private static String winner(SweepFolder folder) {
    List<String> names =
        folder.list(SweepFolder.MODELS).stream().filter(name -> name.endsWith(".zip")).toList();
    if (names.isEmpty()) {
      throw new Mistakes.Mistake(
          "No model came out of the sweep in '"
              + folder.location("")
              + "' yet.\nMaybe it has not ended: finesweep show "
              + folder.location(""));
    } else if (folder.exists(Models.ENSEMBLE)) {
      return Models.ENSEMBLE;
    } else if (names.size() > 1) {
      throw new Mistakes.Mistake(
          "Several models came out of this sweep: "
              + String.join(", ", names)
              + ".\nMaybe name one: "
              + folder.location(SweepFolder.MODELS + "/" + names.get(0)));
    }
    return SweepFolder.MODELS + "/" + names.get(0);
  }

  private static StoredModel file(String name) throws IOException {
    byte[] content = content(name);
    FinalModel model = model(content);
    if (model == null) {
      return new StoredModel(name, content, null, Evaluation.Kind.BASE, "", null);
    }
    boolean together = model.models().size() > 1;
    Matcher trial = TRIAL.matcher(name);
    return new StoredModel(
        name,
        content,
        model,
        together ? Evaluation.Kind.ENSEMBLE : Evaluation.Kind.TRIAL,
        sweepOf(name),
        !together && trial.find() ? Integer.valueOf(trial.group(1)) : null);
  }

  private static @Nullable FinalModel model(byte[] content) throws IOException {
    try {
      return FinalModel.read(new ByteArrayInputStream(content));
    } catch (FinalModel.NoModel e) {
      return null;
    }
  }

  private static byte[] content(String name) throws IOException {
    Path path = new Path(name);
    try (InputStream in = path.getFileSystem(HadoopSettings.here()).open(path)) {
      return in.readAllBytes();
    } catch (FileNotFoundException e) {
      throw new Mistakes.Mistake(
          "The model '"
              + name
              + "' does not exist.\nMaybe look for it in the sweep's folder models/.");
    }
  }

  /** A model lies in the folder models/ of its sweep. */
  private static String sweepOf(String name) {
    Path models = new Path(name).getParent();
    Path sweep = models == null ? null : models.getParent();
    if (sweep == null || !models.getName().equals(SweepFolder.MODELS)) {
      return "";
    }
    try {
      SweepFolder folder = SweepFolder.at(sweep.toString(), HadoopSettings.here());
      return folder.isSweep() ? folder.location("") : "";
    } catch (StoreUnavailable e) {
      return "";
    }
  }

  /** SHA-256 of its file, in hexadecimal. */
  String sha256() {
    return Sha256.of(content);
  }
}
