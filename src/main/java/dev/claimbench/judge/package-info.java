/**
 * A model that says how two claims are related, or whether a claim follows from its article: what
 * it answers, how often it is right where people said so, and figures corrected by that.
 */
@NullMarked
package dev.claimbench.judge;

import org.jspecify.annotations.NullMarked;
