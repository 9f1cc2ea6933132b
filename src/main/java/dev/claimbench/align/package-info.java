/**
 * Pairs predicted claims with gold claims, says whether a pair agrees, and finds quotes in the
 * article they were taken from. Pure Java, the same bytes on every machine.
 */
@NullMarked
package dev.claimbench.align;

import org.jspecify.annotations.NullMarked;
