/**
 * The words of the field: articles, claims, quotes, verdicts and the hand-labelled gold set.
 * Imports nothing.
 */
package dev.claimbench.claim;
