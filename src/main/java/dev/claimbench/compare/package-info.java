/** May the candidate replace the baseline? Pairs two runs' scores, tests, and decides. */
package dev.claimbench.compare;
