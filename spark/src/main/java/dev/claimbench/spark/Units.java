package dev.claimbench.spark;

import dev.claimbench.run.Call;
import dev.claimbench.spark.Labels.Label;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Cuts a plan's calls into units, and those into waves that the driver can hold. */
final class Units {
  /** Calls of one wave; a driver holds the prompts of two. */
  private static final int MOST_CALLS = 10_000;

  /** Of the first, so that servers do not wait for the prompts of a long one. */
  private static final int FIRST_CALLS = 2_000;

  private static final long MOST_CHARACTERS = 32_000_000;

  private final Iterator<Call> calls;
  private final Function<Call, Label> labels;
  private @Nullable Call next;
  private int taken;

  /**
   * @param labels of each call
   */
  Units(Iterable<Call> calls, Function<Call, Label> labels) {
    this.calls = calls.iterator();
    this.labels = labels;
    advance();
  }

  private void advance() {
    next = calls.hasNext() ? calls.next() : null;
  }

  /** How many calls have been taken. */
  int taken() {
    return taken;
  }

  /** The next units as JSON; empty at the end. */
  List<String> wave() {
    List<String> units = new ArrayList<>();
    int most = taken == 0 ? FIRST_CALLS : MOST_CALLS;
    int calls = 0;
    long characters = 0;
    while (next != null && calls < most && characters < MOST_CHARACTERS) {
      List<Call> unit = unit();
      String json = Unit.of(unit, labels).toJson();
      units.add(json);
      calls += unit.size();
      characters += json.length();
    }
    taken += calls;
    return units;
  }

  /**
   * A wave's units as tasks. The first of them, which begin together, are of growing size: an
   * executor's tasks would otherwise all end at a time, and its calls in flight wait for the next.
   *
   * @param tasks at most so many, 1 or more
   * @param together how many begin together
   * @return none empty, in order
   */
  static List<List<String>> slices(List<String> wave, int tasks, int together) {
    int[] parts = new int[tasks];
    for (int i = 0; i < tasks; i++) {
      // Where there is one round alone, nothing waits for a next.
      parts[i] = tasks <= together ? together : Math.min(i + 1, together);
    }
    long all = IntStream.of(parts).asLongStream().sum();
    List<List<String>> slices = new ArrayList<>();
    long before = 0;
    for (int part : parts) {
      int from = (int) (wave.size() * before / all);
      before += part;
      int to = (int) (wave.size() * before / all);
      if (to > from) {
        // A part of a list is not serializable.
        slices.add(new ArrayList<>(wave.subList(from, to)));
      }
    }
    return slices;
  }

  private List<Call> unit() {
    List<Call> unit = new ArrayList<>();
    Call first = next;
    do {
      unit.add(next);
      advance();
    } while (next != null
        && next.prompt().task().equals(first.prompt().task())
        && next.prompt().article().id().equals(first.prompt().article().id()));
    return unit;
  }
}
