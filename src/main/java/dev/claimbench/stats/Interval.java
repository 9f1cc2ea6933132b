package dev.claimbench.stats;

/**
 * A two-sided confidence interval.
 *
 * @param low lower end, finite or -∞
 * @param high upper end, not below {@code low}
 * @param level nominal coverage in (0, 1), e.g. 0.95
 */
public record Interval(double low, double high, double level) {
  public Interval {
    if (!(low <= high)) {
      throw new IllegalArgumentException(
          "an interval needs low <= high, got " + low + " to " + high);
    }
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException("level must be between 0 and 1, got " + level);
    }
  }

  public boolean contains(double value) {
    return low <= value && value <= high;
  }

  public double width() {
    return high - low;
  }
}
