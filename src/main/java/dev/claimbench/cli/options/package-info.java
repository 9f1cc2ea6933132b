/** Options and surroundings that several commands share. */
package dev.claimbench.cli.options;
