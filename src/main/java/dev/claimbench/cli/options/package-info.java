/** Options and surroundings that several commands share. */
@Internal
@NullMarked
package dev.claimbench.cli.options;

import dev.claimbench.text.Internal;
import org.jspecify.annotations.NullMarked;
