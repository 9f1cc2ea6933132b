/**
 * Reads seeds and gold from disk; every error names file, line or field, what was expected and what
 * was got.
 */
@NullMarked
package dev.claimbench.dataset;

import org.jspecify.annotations.NullMarked;
