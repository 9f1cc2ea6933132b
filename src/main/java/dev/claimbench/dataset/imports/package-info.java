/**
 * Reads public data sets in the form they are published in, row by row, into claims, articles and
 * verdicts; an error names the file and the line.
 */
@Internal
@NullMarked
package dev.claimbench.dataset.imports;

import dev.claimbench.text.Internal;
import org.jspecify.annotations.NullMarked;
