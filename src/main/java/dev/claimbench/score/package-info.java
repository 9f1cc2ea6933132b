/**
 * From answers to figures: a metric counts what each article or verdict adds, and a figure is a
 * function of the sums, so that doubt can be measured by drawing stories anew. Nothing is silently
 * a zero.
 */
@NullMarked
package dev.claimbench.score;

import org.jspecify.annotations.NullMarked;
