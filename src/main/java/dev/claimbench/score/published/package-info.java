/** The measures of public data sets, as their own papers and scorers define them. */
package dev.claimbench.score.published;
