/** Rows and tables for other tools. */
@Internal
@NullMarked
package dev.claimbench.report.export;

import dev.claimbench.text.Internal;
import org.jspecify.annotations.NullMarked;
