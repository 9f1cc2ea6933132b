/** The command line: a class a command, and the only place that prints. */
package dev.claimbench.cli;
