/** Examines a model that is to judge pairs of claims, on pairs that people labelled. */
@NullMarked
package dev.claimbench.judge;

import org.jspecify.annotations.NullMarked;
