/** Asking: the plan of a run, the journal of its replies, and the runner between them. */
@NullMarked
package dev.claimbench.run;

import org.jspecify.annotations.NullMarked;
