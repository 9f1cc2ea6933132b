/** The measures of public data sets, as their own papers and scorers define them. */
@Internal
@NullMarked
package dev.claimbench.score.published;

import dev.claimbench.text.Internal;
import org.jspecify.annotations.NullMarked;
