/** Asking: the plan of a run, the journal of its replies, and the runner between them. */
package dev.claimbench.run;
