/** The command line: a class a command, and the only place that prints. */
@Internal
@NullMarked
package dev.claimbench.cli;

import dev.claimbench.text.Internal;
import org.jspecify.annotations.NullMarked;
