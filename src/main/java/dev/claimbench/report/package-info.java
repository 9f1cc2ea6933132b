/** What a reader gets to see of a scorecard: a class a format; nothing here decides a figure. */
package dev.claimbench.report;
