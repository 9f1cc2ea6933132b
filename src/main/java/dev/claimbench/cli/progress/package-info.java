/** Progress of a run, for people and for machines. */
package dev.claimbench.cli.progress;
