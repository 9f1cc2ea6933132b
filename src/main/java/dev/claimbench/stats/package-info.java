/**
 * Statistics on numbers alone: figures from counts, their doubt with claims clustered in stories,
 * tests of paired differences, and how much more evidence is needed. Imports nothing of the
 * project. Every class names its source; {@code docs/STATISTICS.md} has them on one page.
 *
 * <p>Functions are pure: the same arguments and seed give the same result. Where a figure is not
 * defined (no predictions: no precision) a plain {@code double} is NaN, and callers turn it into
 * "not scored" with a reason.
 */
@NullMarked
package dev.claimbench.stats;

import org.jspecify.annotations.NullMarked;
