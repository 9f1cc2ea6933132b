/**
 * Runtimes: one class each behind {@link dev.claimbench.model.Model}, opened by {@link
 * dev.claimbench.model.Models}.
 */
@NullMarked
package dev.claimbench.model;

import org.jspecify.annotations.NullMarked;
