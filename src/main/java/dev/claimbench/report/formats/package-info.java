/** The formats of {@code claimbench report} by name, those of other jars too. */
package dev.claimbench.report.formats;
