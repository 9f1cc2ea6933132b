package dev.claimbench.text;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** The same work on many things, on all cores; what comes of it is taken in their order. */
@Internal
public final class SideBySide {
  /** Things whose results are held at once. */
  private static final int TOGETHER = 64;

  private SideBySide() {}

  /**
   * Works on some things at a time, so that not all results are in memory.
   *
   * @param work done by several threads
   * @param taker gets the results one after the other, in the order of the things
   * @throws UserError of the first thing on which {@code work} throws one; results of things before
   *     it may not have been taken
   */
  public static <T, R> void forEach(
      Iterable<? extends T> things, Function<T, R> work, Consumer<? super R> taker) {
    List<T> some = new ArrayList<>(TOGETHER);
    for (T thing : things) {
      some.add(thing);
      if (some.size() == TOGETHER) {
        map(some, work).forEach(taker);
        some.clear();
      }
    }
    map(some, work).forEach(taker);
  }

  /** All results in the order of the things; fails as {@link #forEach} does. */
  public static <T, R> List<R> map(List<T> things, Function<T, R> work) {
    try {
      return things.parallelStream().map(work).toList();
    } catch (UserError anyOfThem) {
      return things.stream().map(work).toList();
    }
  }
}
