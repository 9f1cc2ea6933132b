/** Text for a terminal. */
@NullMarked
package dev.claimbench.report.terminal;

import org.jspecify.annotations.NullMarked;
