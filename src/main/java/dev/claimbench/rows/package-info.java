/**
 * Results of other harnesses, a row for each item, model and metric, read and turned into a paired
 * comparison: Inspect's logs, promptfoo's output, lm-eval's samples, and plain tables.
 */
@NullMarked
package dev.claimbench.rows;

import org.jspecify.annotations.NullMarked;
