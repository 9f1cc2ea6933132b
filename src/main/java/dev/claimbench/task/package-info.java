/**
 * What can be asked of a model: a prompt, a reader of its answers, and what of the gold it needs.
 */
@NullMarked
package dev.claimbench.task;

import org.jspecify.annotations.NullMarked;
