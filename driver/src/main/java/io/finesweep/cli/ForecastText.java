package io.finesweep.cli;

import io.finesweep.sweep.Cost;
import io.finesweep.sweep.Forecast;
import io.finesweep.sweep.Pace;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * Writes what simulated sweeps came to.
 *
 * @param slots how many runs could run at once
 * @param pace of the trials
 * @param cost that the sweep may come to, and the price
 */
record ForecastText(int slots, Pace pace, Cost cost) {

  /** The middle of the forecasts, with the lowest and the highest where they differ. */
  String of(String schedule, List<Forecast> forecasts) {
    List<String> lines = new ArrayList<>();
    lines.add(line("schedule", schedule));
    lines.add(line("slots", Integer.toString(slots)));
    lines.add(line("an epoch", pace instanceof Pace.Spread s ? text(s) : measured()));
    lines.add(line("simulations", forecasts.size() + ", the middle one (lowest to highest)"));
    lines.add(line("trials", of(forecasts, Forecast::trials, Long::toString)));
    lines.add(line("of them, to the end", of(forecasts, Forecast::complete, Long::toString)));
    lines.add(line("fold runs", of(forecasts, Forecast::foldRuns, Long::toString)));
    lines.add(line("epochs", of(forecasts, Forecast::epochs, Long::toString)));
    lines.add(line("time", of(forecasts, Forecast::milliseconds, Durations::text)));
    lines.add(line("slot hours", of(forecasts, this::minutes, ForecastText::hours)));
    if (!cost.isUnbounded()) {
      lines.add(line("cost", of(forecasts, this::hundredths, ForecastText::amount)));
    }
    lines.add(line("the last run begins", of(forecasts, Forecast::last, Durations::text)));
    lines.add(line("slots busy till then", share(forecasts, Forecast::busyToLast)));
    lines.add(line("slots busy in all", share(forecasts, Forecast::busy)));
    return String.join("\n", lines);
  }

  private double held(Forecast forecast) {
    return forecast.busy() * slots * forecast.milliseconds();
  }

  private long minutes(Forecast forecast) {
    return Math.round(held(forecast) / 60_000);
  }

  private static String hours(long minutes) {
    return String.format(Locale.ROOT, "%.1f", minutes / 60.0);
  }

  private long hundredths(Forecast forecast) {
    return Math.round(100 * cost.of(held(forecast)));
  }

  private static String amount(long hundredths) {
    return String.format(Locale.ROOT, "%.2f", hundredths / 100.0);
  }

  private static String text(Pace.Spread spread) {
    return String.format(
        Locale.ROOT,
        "%.3g s in the middle, %.3g s for the slowest hundredth of trials (given)",
        spread.median() / 1000,
        spread.median() * spread.tail() / 1000);
  }

  private String measured() {
    List<Double> times = ((Pace.Measured) pace).byTrial().stream().sorted().toList();
    return String.format(
        Locale.ROOT,
        "%.3g s in the middle, %.3g s for the slowest (measured in %d trials)",
        times.get(times.size() / 2) / 1000,
        times.get(times.size() - 1) / 1000,
        times.size());
  }

  private static String of(
      List<Forecast> forecasts, ToLongFunction<Forecast> part, LongFunction<String> text) {
    long[] sorted = forecasts.stream().mapToLong(part).sorted().toArray();
    String middle = text.apply(sorted[sorted.length / 2]);
    String low = text.apply(sorted[0]);
    String high = text.apply(sorted[sorted.length - 1]);
    return low.equals(high) ? middle : middle + " (" + low + " to " + high + ")";
  }

  private static String share(List<Forecast> forecasts, ToDoubleFunction<Forecast> part) {
    return of(
        forecasts,
        forecast -> Math.round(1000 * part.applyAsDouble(forecast)),
        share -> String.format(Locale.ROOT, "%.1f%%", share / 10.0));
  }

  private static String line(String name, String text) {
    return name + " ".repeat(Math.max(1, 22 - name.length())) + text;
  }
}
