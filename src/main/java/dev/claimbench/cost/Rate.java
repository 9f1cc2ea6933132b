package dev.claimbench.cost;

import java.util.List;

/** What turns work into money: a {@link Price} of an API, or a {@link Machine}. */
public sealed interface Rate permits Price, Machine {
  /** As in its file; for an API {@code provider/model}. */
  String name();

  /** ISO 4217. */
  String currency();

  /** What all of the work costs; linear in it. */
  Money of(UsageTotals work);

  /** The arithmetic of {@link #of}, a line a step, with the numbers put in. */
  List<String> steps(UsageTotals work);
}
