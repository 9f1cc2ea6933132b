/** Progress of a run, for people and for machines. */
@Internal
@NullMarked
package dev.claimbench.cli.progress;

import dev.claimbench.text.Internal;
import org.jspecify.annotations.NullMarked;
