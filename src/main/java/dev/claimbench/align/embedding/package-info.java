/**
 * A similarity from an embedding model, on request; the default one is in {@code align} and needs
 * none.
 */
package dev.claimbench.align.embedding;
