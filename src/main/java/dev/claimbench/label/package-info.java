/** Who labelled what, and how far they agree: the passes over the gold set and outside ones. */
package dev.claimbench.label;
