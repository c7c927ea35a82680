package io.finesweep.data;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.finesweep.trial.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What turns rows as they were read into numbers for a model, fitted on training rows only. It
 * cannot change, and is written as JSON to go with a model.
 *
 * @param columns of a table, in order; empty of images
 * @param channels of images, one line each; empty of a table
 * @param shape of one row of the result
 * @param targets null where targets stay as they are
 */
public record Preprocessing(
    List<ColumnEncoding> columns,
    List<Line> channels,
    List<Integer> shape,
    @Nullable TargetScale targets) {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  public Preprocessing {
    columns = List.copyOf(columns);
    channels = List.copyOf(channels);
    shape = List.copyOf(shape);
  }

  /** Fits to {@code rows} of {@code data}, by the data set's treatment, and to no other row. */
  public static Preprocessing fit(Dataset data, int[] rows) {
    return new PreprocessingFit(data, rows).fit();
  }

  /** What {@link #toJson} wrote. */
  public static Preprocessing fromJson(String json) {
    try {
      return MAPPER.readValue(json, Preprocessing.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("This is no preprocessing: " + json, e);
    }
  }

  /** All fitted values as JSON. */
  public String toJson() {
    try {
      return MAPPER.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A preprocessing can always be written as JSON.", e);
    }
  }

  /** A hash of all fitted values: SHA-256, in hexadecimal. */
  @JsonIgnore
  public String fingerprint() {
    return Sha256.of(toJson().getBytes(StandardCharsets.UTF_8));
  }

  /**
   * A hash of all that the numbers of {@code data}'s rows follow from: SHA-256, in hexadecimal.
   * What stands for a missing cell counts only where one is missing, and targets do not.
   */
  public String fingerprintOn(Dataset data) {
    Set<String> gappy =
        data.features() instanceof Features.Table table
            ? table.columns().stream()
                .filter(column -> column.missing() > 0)
                .map(Column::name)
                .collect(Collectors.toSet())
            : Set.of();
    List<ColumnEncoding> encodings =
        columns.stream()
            .map(encoding -> gappy.contains(encoding.column()) ? encoding : encoding.withoutFill())
            .toList();
    return new Preprocessing(encodings, channels, shape, null).fingerprint();
  }

  /** How many numbers a row of the result has. */
  public int width() {
    return shape.stream().reduce(1, Math::multiplyExact);
  }

  /** The shape of a row of the result. */
  public int[] extents() {
    return shape.stream().mapToInt(Integer::intValue).toArray();
  }

  /** How targets were scaled; empty where they stay as they are. */
  public Optional<TargetScale> targetScale() {
    return Optional.ofNullable(targets);
  }

  /**
   * The {@code rows} of {@code data} as a model reads them, in that order.
   *
   * @throws InvalidData if a column is missing or of another kind than when this was fitted
   */
  public Examples apply(Dataset data, int[] rows) {
    int width = width();
    if ((long) width * rows.length > Integer.MAX_VALUE - 8) {
      throw new InvalidData(
          "%d rows of %d numbers are more than one array holds.\nMaybe use smaller images or fewer rows."
              .formatted(rows.length, width));
    }
    float[] features = new float[width * rows.length];
    if (data.features() instanceof Features.Table table) {
      encode(table, rows, features, width);
    } else if (data.imageShape().equals(shape)) {
      scale(data.features(), rows, features, width);
    } else {
      throw new InvalidData(
          "A row has the shape " + data.imageShape() + "; it must be " + shape + ".");
    }
    return new Examples(features, extents(), targets(data, rows), rows.clone());
  }

  /** The targets of {@code rows} of {@code data} as a model learns them, in that order. */
  public Targets targets(Dataset data, int[] rows) {
    Targets own = data.targets().at(rows);
    return targets != null && own instanceof Targets.Numbers numbers ? targets.scale(numbers) : own;
  }

  private void encode(Features.Table table, int[] rows, float[] into, int width) {
    int start = 0;
    for (ColumnEncoding encoding : columns) {
      Column column =
          table.columns().stream()
              .filter(c -> c.name().equals(encoding.column()))
              .findFirst()
              .orElseThrow(
                  () ->
                      new InvalidData(
                          "The data have no column '"
                              + encoding.column()
                              + "'; they have "
                              + table.columns().stream()
                                  .map(Column::name)
                                  .collect(Collectors.joining(", "))
                              + "."));
      encoding.encode(column, rows, into, start, width);
      start += encoding.width();
    }
  }

  private void scale(Features features, int[] rows, float[] into, int width) {
    int plane = width / channels.size();
    if (features instanceof Features.Pixels pixels) {
      float[][] shades = shades();
      for (int i = 0; i < into.length; i++) {
        int at = i % width;
        into[i] = shades[at / plane][pixels.values()[rows[i / width] * width + at] & 0xff];
      }
    } else {
      float[] reals = ((Features.Reals) features).values();
      for (int i = 0; i < into.length; i++) {
        int at = i % width;
        into[i] = (float) channels.get(at / plane).map(reals[rows[i / width] * width + at]);
      }
    }
  }

  private float[][] shades() {
    return channels.stream()
        .map(
            line -> {
              float[] shades = new float[256];
              for (int shade = 0; shade < shades.length; shade++) {
                shades[shade] = (float) line.map(shade);
              }
              return shades;
            })
        .toArray(float[][]::new);
  }
}
