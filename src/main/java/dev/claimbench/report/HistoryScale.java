package dev.claimbench.report;

import dev.claimbench.compare.RunHistory.Curve;
import dev.claimbench.compare.RunHistory.Point;
import dev.claimbench.text.Text;

/**
 * From which value to which a figure's history is drawn: around all values and intervals, at round
 * numbers. A scale from 0 to 1 would hide what changed.
 *
 * @param step between lines, of which there are at most six
 */
public record HistoryScale(double low, double high, double step) {
  private static final double[] STEPS = {0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.5};

  /** Of a figure; 0 to 1 where no run has a value. */
  public static HistoryScale of(Curve curve) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (Point point : curve.points()) {
      if (point.value().isPresent()) {
        double value = point.value().getAsDouble();
        low = Math.min(low, point.interval().map(i -> i.low()).orElse(value));
        high = Math.max(high, point.interval().map(i -> i.high()).orElse(value));
      }
    }
    if (low > high) {
      return new HistoryScale(0, 1, 0.25);
    }
    double step = step(high - low);
    double from = Math.floor(low / step + 1e-9) * step;
    double to = Math.ceil(high / step - 1e-9) * step;
    return new HistoryScale(from, to > from ? to : from + step, step);
  }

  private static double step(double width) {
    for (double scale = 1; ; scale *= 10) {
      for (double step : STEPS) {
        if (width <= 4 * step * scale) {
          return step * scale;
        }
      }
    }
  }

  /** Where a value lies, 0 to 1. */
  public double share(double value) {
    return (value - low) / (high - low);
  }

  /** As the scale says it. */
  public String label(double value) {
    return Text.format("%.2f", value);
  }
}
