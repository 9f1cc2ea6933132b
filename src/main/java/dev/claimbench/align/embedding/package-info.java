/**
 * A similarity from an embedding model, on request; the default one is in {@code align} and needs
 * none.
 */
@Internal
@NullMarked
package dev.claimbench.align.embedding;

import dev.claimbench.text.Internal;
import org.jspecify.annotations.NullMarked;
