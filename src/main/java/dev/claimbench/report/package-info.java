/** What a reader gets to see of a scorecard: a class a format; nothing here decides a figure. */
@NullMarked
package dev.claimbench.report;

import org.jspecify.annotations.NullMarked;
