/** May the candidate replace the baseline? Pairs two runs' scores, tests, and decides. */
@NullMarked
package dev.claimbench.compare;

import org.jspecify.annotations.NullMarked;
