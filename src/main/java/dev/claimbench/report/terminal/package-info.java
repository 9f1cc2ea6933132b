/** Text for a terminal. */
package dev.claimbench.report.terminal;
