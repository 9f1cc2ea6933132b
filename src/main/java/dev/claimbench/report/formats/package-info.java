/** The formats of {@code claimbench report} by name, those of other jars too. */
@NullMarked
package dev.claimbench.report.formats;

import org.jspecify.annotations.NullMarked;
