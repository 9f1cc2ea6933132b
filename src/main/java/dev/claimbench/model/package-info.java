/**
 * Runtimes: one class each behind {@link dev.claimbench.model.Model}, opened by {@link
 * dev.claimbench.model.Models}.
 */
package dev.claimbench.model;
