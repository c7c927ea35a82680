package io.finesweep.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Puts the rows of a test set behind those of a data set. */
final class Joining {

  private Joining() {}

  static Dataset of(Dataset data, Dataset test) {
    Features features = join(data.features(), test.features());
    Targets targets = join(data.targets(), test.targets());
    RowIdentity a = data.identity();
    RowIdentity b = test.identity();
    RowIdentity identity =
        new RowIdentity(
            LongStream.concat(Arrays.stream(a.keys()), Arrays.stream(b.keys())).toArray(),
            a.groupKeys() == null || b.groupKeys() == null
                ? null
                : LongStream.concat(Arrays.stream(a.groupKeys()), Arrays.stream(b.groupKeys()))
                    .toArray(),
            a.timeStamps() == null || b.timeStamps() == null
                ? null
                : DoubleStream.concat(Arrays.stream(a.timeStamps()), Arrays.stream(b.timeStamps()))
                    .toArray());
    return new Dataset(
        features,
        targets,
        identity,
        data.treatment(),
        test.size(),
        data.description(),
        ContentHash.of(features, targets, identity));
  }

  private static Features join(Features data, Features test) {
    if (data instanceof Features.Pixels a && test instanceof Features.Pixels b) {
      requireShape(a.shape(), b.shape());
      byte[] all = Arrays.copyOf(a.values(), Math.addExact(a.values().length, b.values().length));
      System.arraycopy(b.values(), 0, all, a.values().length, b.values().length);
      return new Features.Pixels(all, a.shape());
    } else if (data instanceof Features.Reals a && test instanceof Features.Reals b) {
      requireShape(a.shape(), b.shape());
      float[] all = Arrays.copyOf(a.values(), Math.addExact(a.values().length, b.values().length));
      System.arraycopy(b.values(), 0, all, a.values().length, b.values().length);
      return new Features.Reals(all, a.shape());
    } else if (data instanceof Features.Table a && test instanceof Features.Table b) {
      List<Column> columns = new ArrayList<>();
      for (int i = 0; i < a.columns().size(); i++) {
        columns.add(join(a.columns().get(i), b.columns().get(i)));
      }
      return new Features.Table(columns, a.size() + b.size(), a.image());
    }
    throw new InvalidData(
        "The test data are of another kind than the training data.\n"
            + "Maybe sweep.validation.test needs a format of its own.");
  }

  private static void requireShape(List<Integer> data, List<Integer> test) {
    if (!data.equals(test)) {
      throw new InvalidData(
          "The test images have the shape " + test + ", the training images " + data + ".");
    }
  }

  private static Column join(Column data, Column test) {
    if (data instanceof Column.Numbers a && test instanceof Column.Numbers b) {
      return new Column.Numbers(
          a.name(),
          DoubleStream.concat(Arrays.stream(a.values()), Arrays.stream(b.values())).toArray());
    }
    Column.Texts a = (Column.Texts) data;
    Column.Texts b = (Column.Texts) test;
    List<String> levels = new ArrayList<>(a.levels());
    new TreeSet<>(b.levels())
        .stream().filter(level -> !levels.contains(level)).forEach(levels::add);
    return new Column.Texts(
        a.name(),
        IntStream.concat(Arrays.stream(a.codes()), Arrays.stream(b.withLevels(levels).codes()))
            .toArray(),
        levels);
  }

  private static Targets join(Targets data, Targets test) {
    if (data instanceof Targets.Classes a && test instanceof Targets.Classes b) {
      return new Targets.Classes(
          IntStream.concat(Arrays.stream(a.labels()), Arrays.stream(b.labels())).toArray(),
          a.names());
    }
    return new Targets.Numbers(
        Stream.concat(
                Arrays.stream(((Targets.Numbers) data).values()),
                Arrays.stream(((Targets.Numbers) test).values()))
            .toArray(double[][]::new),
        data.names());
  }
}
