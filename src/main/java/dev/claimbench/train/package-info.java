/**
 * Training an adapter or a small verifier on the gold of development stories; PyTorch does the
 * work, in its own process.
 */
@NullMarked
package dev.claimbench.train;

import org.jspecify.annotations.NullMarked;
