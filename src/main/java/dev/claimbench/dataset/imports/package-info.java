/**
 * Reads public data sets in the form they are published in, row by row, into claims, articles and
 * verdicts; an error names the file and the line.
 */
package dev.claimbench.dataset.imports;
