/** Who labelled what, and how far they agree: the passes over the gold set and outside ones. */
@Internal
@NullMarked
package dev.claimbench.label;

import dev.claimbench.text.Internal;
import org.jspecify.annotations.NullMarked;
